data "google_project" "shop" {}

resource "google_service_account" "deploy" {
  account_id = "shop-deploy"
}

resource "google_project_iam_member" "deploy" {
  project = "shop"
  role    = "roles/run.admin"
  member  = "serviceAccount:${google_service_account.deploy.email}"
}

# Google's own agent keeps the role that Google gave it.
resource "google_project_iam_binding" "editors" {
  project = "shop"
  role    = "roles/editor"
  members = ["serviceAccount:123456789012@cloudservices.gserviceaccount.com"]
}

resource "google_project_iam_member" "viewer" {
  project = "shop"
  role    = "roles/viewer"
  member  = "group:audit@example.com"
}
