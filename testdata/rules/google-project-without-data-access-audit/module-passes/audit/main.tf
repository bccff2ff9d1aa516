variable "log_types" {
  type = list(string)
}

resource "google_project_iam_audit_config" "all" {
  project = "shop"
  service = "allServices"

  dynamic "audit_log_config" {
    for_each = toset(var.log_types)

    content {
      log_type = audit_log_config.key
    }
  }
}
