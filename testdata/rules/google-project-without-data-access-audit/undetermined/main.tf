provider "google" {
  project = "shop"
  #         ?????? google-project-without-data-access-audit
  region = "europe-west1"
}

variable "service" {
  type = string
}

resource "google_project_iam_audit_config" "some" {
  project = "shop"
  service = var.service

  audit_log_config {
    log_type = "DATA_READ"
  }

  audit_log_config {
    log_type = "DATA_WRITE"
  }
}
