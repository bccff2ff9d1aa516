provider "google" {
  project = "shop"
  #         ^^^^^^ google-project-without-data-access-audit: no audit config here
  region = "europe-west1"
}

resource "google_project_service" "storage" {
  service = "storage.googleapis.com"
}
