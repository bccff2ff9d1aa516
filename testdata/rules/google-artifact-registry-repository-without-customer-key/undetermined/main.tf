variable "key" {
  type = string
}

resource "google_artifact_registry_repository" "maybe" {
  repository_id = "images"
  location      = "europe-west1"
  format        = "DOCKER"
  kms_key_name  = var.key
  #               ??????? google-artifact-registry-repository-without-customer-key
}
