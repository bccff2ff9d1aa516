resource "google_kms_key_ring" "shop" {
  name     = "shop"
  location = var.region
}

resource "google_kms_crypto_key" "data" {
  name            = "data"
  key_ring        = google_kms_key_ring.shop.id
  rotation_period = "7776000s"

  lifecycle {
    prevent_destroy = true
  }
}

# Encrypts the card tokens that the payment provider sends.
resource "google_kms_crypto_key" "tokens" {
  name     = "tokens"
  key_ring = google_kms_key_ring.shop.id

  lifecycle {
    prevent_destroy = true
  }
}
