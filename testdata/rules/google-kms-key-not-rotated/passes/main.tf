resource "google_kms_key_ring" "shop" {
  name     = "shop"
  location = "europe-west1"
}

resource "google_kms_crypto_key" "orders" {
  name            = "orders"
  key_ring        = google_kms_key_ring.shop.id
  rotation_period = "7776000s"
}

# Asymmetric keys are not rotated by the service.
resource "google_kms_crypto_key" "signing" {
  name     = "signing"
  key_ring = google_kms_key_ring.shop.id
  purpose  = "ASYMMETRIC_SIGN"

  version_template {
    algorithm = "EC_SIGN_P256_SHA256"
  }
}

resource "google_kms_crypto_key" "imported" {
  name                          = "imported"
  key_ring                      = google_kms_key_ring.shop.id
  import_only                   = true
  skip_initial_version_creation = true
}

resource "google_kms_crypto_key" "external" {
  name     = "external"
  key_ring = google_kms_key_ring.shop.id

  version_template {
    algorithm        = "EXTERNAL_SYMMETRIC_ENCRYPTION"
    protection_level = "EXTERNAL_VPC"
  }
}
