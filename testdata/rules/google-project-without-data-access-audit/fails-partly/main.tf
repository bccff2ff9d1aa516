provider "google" {
#^^^^^^^^^^^^^^^^ google-project-without-data-access-audit
  region = "europe-west1"
}

# One service only.
resource "google_project_iam_audit_config" "storage" {
  project = "shop"
  service = "storage.googleapis.com"

  audit_log_config {
    log_type = "DATA_READ"
  }

  audit_log_config {
    log_type = "DATA_WRITE"
  }
}

# Somebody is left out.
resource "google_project_iam_audit_config" "all" {
  project = "shop"
  service = "allServices"

  audit_log_config {
    log_type         = "DATA_READ"
    exempted_members = ["user:admin@example.com"]
  }

  audit_log_config {
    log_type = "DATA_WRITE"
  }
}
