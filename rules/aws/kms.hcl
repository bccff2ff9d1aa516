rule "aws-kms-key-unrotated" {
  title    = "KMS key is not rotated"
  severity = "medium"
  kind     = "contradiction"
  theme    = "key-management"

  control "10.1.2" {
    basis  = "base-control"
    reason = "Keys are to be managed through their whole life, replacement included; this key keeps the same material for ever although the service would rotate it."

    successor "8.24" {
      basis = "base-control"
    }
  }

  resource = "aws_kms_key"

  # The service rotates symmetric encryption keys whose material it made and keeps itself, and no others.
  when = (
    default(self.key_usage, "ENCRYPT_DECRYPT") == "ENCRYPT_DECRYPT"
    && default(self.customer_master_key_spec, "SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"
    && self.custom_key_store_id == null
    && self.xks_key_id == null
    && self.is_enabled != false
  )

  assert {
    condition     = self.enable_key_rotation == true
    error_message = "`enable_key_rotation` is not true; set it, what was encrypted before stays readable"
    at            = self.enable_key_rotation
  }

  fix "rotate the key once a year" {
    safety = "safe"
    set    = { enable_key_rotation = true }
  }

  limits     = "Rotation on demand, or by making a new key behind an alias, is not seen."
  references = [
    "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_key",
  ]
}
