variable "lock" {
  type = bool
}

resource "google_storage_bucket" "audit" {
  name     = "shop-audit"
  location = "EU"

  retention_policy {
    is_locked = var.lock
    #           ???????? google-log-bucket-without-retention-lock
    retention_period = 31536000
  }
}

resource "google_logging_organization_sink" "audit" {
  org_id      = "123456789012"
  name        = "audit"
  destination = "storage.googleapis.com/${google_storage_bucket.audit.name}"
}
