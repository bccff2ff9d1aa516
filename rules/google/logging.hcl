# Cloud Logging.

rule "google-log-bucket-without-retention-lock" {
  title    = "Exported logs can be changed or deleted"
  severity = "medium"
  kind     = "contradiction"
  theme    = "log-protection"

  control "12.4.2" {
    basis  = "base-control"
    reason = "Logs are to be protected against tampering; what is exported to this bucket can be replaced or deleted by whoever administers its objects."
    successor "8.15" {
      basis = "base-control"
    }
  }

  resource = ["google_logging_project_sink", "google_logging_folder_sink", "google_logging_organization_sink"]

  locals {
    # The destination is "storage.googleapis.com/" and the name of a bucket, or another service.
    is_bucket = known(self.destination) || !refers(self.destination, "google_*", "data.google_*") ? startswith(self.destination, "storage.googleapis.com/") : refers(self.destination, "google_storage_bucket")
    bucket    = target(trimprefix(self.destination, "storage.googleapis.com/"), "google_storage_bucket")
    policy    = local.bucket.retention_policy[0]
  }

  assert {
    when          = local.is_bucket && is(local.bucket, "google_storage_bucket")
    condition     = local.policy != null
    error_message = "logs go to ${address(local.bucket)}, which has no `retention_policy`; add one and lock it"
    at            = local.bucket.retention_policy
  }

  assert {
    severity      = "low"
    when          = local.is_bucket && is(local.bucket, "google_storage_bucket") && local.policy != null
    condition     = tobool(local.policy.is_locked) == true
    error_message = "logs go to ${address(local.bucket)}, whose retention policy is not locked: it can be shortened or taken off"
    at            = local.policy.is_locked
  }

  limits = "A locked policy cannot be taken off again, which stands against removing data at the end of the service (CLD.8.1.5): choose the period with care. Log buckets, BigQuery and Pub/Sub as destinations are not looked at."
  references = [
    "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/storage_bucket#nested_retention_policy",
    "https://cloud.google.com/storage/docs/bucket-lock",
  ]
}
