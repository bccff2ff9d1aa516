resource "google_storage_bucket" "audit" {
  name     = "shop-audit"
  location = "EU"

  retention_policy {
    is_locked        = true
    retention_period = 31536000
  }
}

resource "google_logging_project_sink" "audit" {
  name        = "audit"
  destination = "storage.googleapis.com/${google_storage_bucket.audit.name}"
}

# No destination of logs.
resource "google_storage_bucket" "media" {
  name     = "shop-media"
  location = "EU"
}

resource "google_pubsub_topic" "siem" {
  name = "siem"
}

resource "google_logging_project_sink" "siem" {
  name        = "siem"
  destination = "pubsub.googleapis.com/${google_pubsub_topic.siem.id}"
}
