variable "key" {
  type    = string
  default = null
}

resource "google_artifact_registry_repository" "this" {
  repository_id = "images"
  location      = "europe-west1"
  format        = "DOCKER"
  kms_key_name  = var.key
  #               ^^^^^^^ google-artifact-registry-repository-without-customer-key
}
