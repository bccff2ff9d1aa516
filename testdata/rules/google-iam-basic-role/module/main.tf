resource "google_service_account" "deploy" {
  account_id = "shop-deploy"
}

module "project" {
  source = "./project"

  grants = {
    "serviceAccount:deploy" = {
      roles  = ["roles/editor", "roles/logging.viewer"]
      member = google_service_account.deploy.member
    }
  }
}
