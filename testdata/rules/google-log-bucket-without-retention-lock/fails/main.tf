resource "google_storage_bucket" "audit" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ google-log-bucket-without-retention-lock: has no `retention_policy`
  name     = "shop-audit"
  location = "EU"
}

resource "google_logging_project_sink" "audit" {
  name        = "audit"
  destination = "storage.googleapis.com/${google_storage_bucket.audit.name}"
  filter      = "logName:\"cloudaudit.googleapis.com\""
}

resource "google_storage_bucket" "flow" {
  name     = "shop-flow"
  location = "EU"

  retention_policy {
    is_locked = false
    #           ^^^^^ google-log-bucket-without-retention-lock: is not locked
    retention_period = 31536000
  }
}

resource "google_logging_folder_sink" "flow" {
  folder      = "folders/123456789012"
  name        = "flow"
  destination = "storage.googleapis.com/${google_storage_bucket.flow.id}"
}
