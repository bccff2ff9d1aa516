resource "google_service_account" "deploy" {
  account_id = "shop-deploy"
}

resource "google_project_iam_member" "deploy" {
  project = "shop"
  role    = "roles/editor"
  #         ^^^^^^^^^^^^^^ google-iam-basic-role: is a basic role
  member = "serviceAccount:${google_service_account.deploy.email}"
}

resource "google_project_iam_binding" "owners" {
  project = "shop"
  role    = "roles/owner"
  #         ^^^^^^^^^^^^^ google-iam-basic-role
  members = ["group:platform@example.com"]
}

resource "google_folder_iam_member" "team" {
  folder = "folders/123456789012"
  role   = "roles/editor"
  #        ^^^^^^^^^^^^^^ google-iam-basic-role
  member = "group:shop@example.com"
}

resource "google_organization_iam_binding" "admins" {
  org_id = "123456789012"
  role   = "roles/owner"
  #        ^^^^^^^^^^^^^ google-iam-basic-role
  members = [
    "user:admin@example.com",
  ]
}
