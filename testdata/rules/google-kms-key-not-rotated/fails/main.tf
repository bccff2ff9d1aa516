resource "google_kms_key_ring" "shop" {
  name     = "shop"
  location = "europe-west1"
}

resource "google_kms_crypto_key" "orders" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ google-kms-key-not-rotated: `rotation_period` is not set
  name     = "orders"
  key_ring = google_kms_key_ring.shop.id
}

resource "google_kms_crypto_key" "invoices" {
  name            = "invoices"
  key_ring        = google_kms_key_ring.shop.id
  purpose         = "ENCRYPT_DECRYPT"
  rotation_period = "31536000s"
  #                 ^^^^^^^^^^^ google-kms-key-not-rotated: is 365 days; use at most 90
}
