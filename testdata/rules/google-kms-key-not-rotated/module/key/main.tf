variable "name" {
  type = string
}

variable "days" {
  type = number
}

resource "google_kms_crypto_key" "this" {
  name            = var.name
  key_ring        = "projects/shop/locations/europe-west1/keyRings/shop"
  rotation_period = "${var.days * 24 * 3600}s"
  #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^ google-kms-key-not-rotated: is 180 days x2
}
