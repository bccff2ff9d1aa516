resource "google_storage_bucket" "orders" {
  name     = "shop-orders"
  location = "eu"
}

resource "google_storage_bucket" "invoices" {
  name     = "shop-invoices"
  location = "EUROPE-WEST3"
}

resource "google_compute_disk" "web" {
  name = "shop-web"
  zone = "europe-west1-b"
}

resource "google_compute_address" "web" {
  name   = "shop-web"
  region = "https://www.googleapis.com/compute/v1/projects/shop/regions/europe-west1"
}

# Has no place.
resource "google_logging_project_bucket_config" "default" {
  project   = "shop"
  location  = "global"
  bucket_id = "_Default"
}

# Grants name the place of what they are for.
resource "google_cloud_run_service_iam_member" "partner" {
  location = "us-central1"
  service  = "partner"
  role     = "roles/run.invoker"
  member   = "group:partner@example.com"
}
