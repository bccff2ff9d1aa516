module "assets" {
  source = "./modules/bucket"

  name     = "${var.project}-assets"
  location = "EU"
  key      = google_kms_crypto_key.data.id

  # Pictures of the goods.
  readers = ["allUsers"]
}

module "reports" {
  source = "./modules/bucket"

  name     = "${var.project}-reports"
  location = var.reports_location
  key      = google_kms_crypto_key.data.id
  readers  = ["group:analysts@example.com"]
}
