# Whether a snapshot of this configuration is encrypted: it is what the volume was that it was taken from, and a copy is
# at least what its source is.
function "aws_ebs_snapshot_encrypted" {
  params = [snapshot]
  result = (
    snapshot.encrypted == true
    || (is(snapshot, "aws_ebs_snapshot") && target(snapshot.volume_id, "aws_ebs_volume").encrypted == true)
    || (is(snapshot, "aws_ebs_snapshot_copy") && target(target(snapshot.source_snapshot_id, "aws_ebs_snapshot").volume_id, "aws_ebs_volume").encrypted == true)
  )
}

rule "aws-ebs-volume-unencrypted" {
  title    = "EBS volume is not encrypted at rest"
  severity = "high"
  kind     = "contradiction"
  theme    = "encryption-at-rest"

  control "10.1.1" {
    basis  = "customer-guidance"
    reason = "Data kept in the service is to be protected by cryptography where the risk asks for it; EBS offers it at no cost and this volume goes without."

    successor "8.24" {
      basis = "customer-guidance"
    }
  }

  resource = "aws_ebs_volume"

  locals {
    by_default = anytrue([
      for d in resources("aws_ebs_encryption_by_default") : default(d.enabled, true) == true && aws_same_region(d, self)
    ])
    inherited = self.snapshot_id != null && aws_ebs_snapshot_encrypted(
      target(self.snapshot_id, "aws_ebs_snapshot", "aws_ebs_snapshot_copy", "aws_ebs_snapshot_import")
    )
  }

  assert {
    condition     = self.encrypted == true || local.by_default || local.inherited
    error_message = "`encrypted` is ${self.encrypted == null ? "not set" : "not true"}, and EBS encrypts only what it is told to; set it to true"
    at            = self.encrypted
  }

  fix "encrypt the volume; Terraform will replace it, so move its data first" {
    safety = "unsafe"
    set    = { encrypted = true }
  }

  limits     = "Encryption by default that is switched on outside this configuration is not seen, nor is how a snapshot from elsewhere is encrypted."
  references = [
    "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
    "https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_volume",
  ]
}
