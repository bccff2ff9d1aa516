module "audit" {
  source = "./modules/bucket"

  name      = "${var.project}-audit"
  location  = "EU"
  keep_days = 365
}

resource "google_logging_project_sink" "audit" {
  name                   = "audit"
  project                = var.project
  destination            = "storage.googleapis.com/${module.audit.name}"
  filter                 = "logName:\"cloudaudit.googleapis.com\""
  unique_writer_identity = true
}

# Who looks at orders in the warehouse tool.
resource "google_project_iam_audit_config" "storage" {
  project = var.project
  service = "storage.googleapis.com"

  audit_log_config {
    log_type = "DATA_READ"
  }
}
