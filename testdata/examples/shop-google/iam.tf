resource "google_service_account" "deploy" {
  account_id   = "shop-deploy"
  display_name = "The pipeline"
}

locals {
  grants = {
    "roles/pubsub.publisher" = google_service_account.web.email
    "roles/cloudsql.client"  = google_service_account.web.email

    # The pipeline creates everything, so it was given everything.
    "roles/editor" = google_service_account.deploy.email
  }
}

resource "google_project_iam_member" "service_account" {
  for_each = local.grants

  project = var.project
  role    = each.key
  member  = "serviceAccount:${each.value}"
}
