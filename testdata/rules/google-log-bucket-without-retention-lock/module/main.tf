module "archive" {
  source = "./archive"

  name = "shop-audit"
}

resource "google_logging_project_sink" "audit" {
  name        = "audit"
  destination = "storage.googleapis.com/${module.archive.name}"
}
