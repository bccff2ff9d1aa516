resource "google_kms_key_ring" "shop" {
  name     = "shop"
  location = "europe-west1"
}

resource "google_kms_crypto_key" "shop" {
  name            = "shop"
  key_ring        = google_kms_key_ring.shop.id
  rotation_period = "7776000s"
}

resource "google_pubsub_topic" "own" {
  name         = "orders"
  kms_key_name = google_kms_crypto_key.shop.id
}

resource "google_pubsub_topic" "literal" {
  name         = "orders-literal"
  kms_key_name = "projects/shop/locations/europe-west1/keyRings/shop/cryptoKeys/shop"
}
