resource "google_artifact_registry_repository" "plain" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ google-artifact-registry-repository-without-customer-key: `kms_key_name` is not set
  repository_id = "images"
  location      = "europe-west1"
  format        = "DOCKER"
}

resource "google_artifact_registry_repository" "empty" {
  repository_id = "images-empty"
  location      = "europe-west1"
  format        = "DOCKER"
  kms_key_name  = ""
  #               ^^ google-artifact-registry-repository-without-customer-key
}
