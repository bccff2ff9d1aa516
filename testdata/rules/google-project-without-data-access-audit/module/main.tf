provider "google" {
  project = "shop"
  #         ^^^^^^ google-project-without-data-access-audit
}

module "audit" {
  source = "./audit"

  log_types = ["ADMIN_READ", "DATA_WRITE"]
}
