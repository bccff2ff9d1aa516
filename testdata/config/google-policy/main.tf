variable "admin" {}

resource "google_service_account" "s" {
  account_id = "s"
}

data "google_iam_policy" "p" {
  binding {
    role    = "roles/viewer"
    members = ["user:b@example.com", "user:a@example.com"]
  }
  binding {
    role    = "roles/editor"
    members = [var.admin, "serviceAccount:${google_service_account.s.email}"]
    condition {
      title      = "until"
      expression = "request.time < timestamp(\"2030-01-01T00:00:00Z\")"
    }
  }
  binding {
    role    = "roles/viewer"
    members = ["user:c@example.com"]
  }
  audit_config {
    service = "allServices"
    audit_log_configs {
      log_type = "DATA_READ"
    }
  }
}

resource "google_project_iam_policy" "p" {
  project     = "p"
  policy_data = data.google_iam_policy.p.policy_data
}

output "roles" {
  value = jsondecode(data.google_iam_policy.p.policy_data).bindings[*].role
}
