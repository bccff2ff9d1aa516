resource "google_artifact_registry_repository" "plain" {
  repository_id = "images"
  location      = "europe-west1"
  format        = "DOCKER"
}
