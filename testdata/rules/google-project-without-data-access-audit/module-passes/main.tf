provider "google" {
  project = "shop"
}

module "audit" {
  source = "./audit"

  log_types = ["DATA_READ", "DATA_WRITE"]
}
