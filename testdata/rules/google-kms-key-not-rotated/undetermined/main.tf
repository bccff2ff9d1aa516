variable "period" {
  type = string
}

resource "google_kms_crypto_key" "orders" {
  name            = "orders"
  key_ring        = "projects/shop/locations/europe-west1/keyRings/shop"
  rotation_period = var.period
  #                 ?????????? google-kms-key-not-rotated
}
