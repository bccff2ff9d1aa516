resource "google_kms_key_ring" "shop" {
  name     = "shop"
  location = "europe-west1"
}

resource "google_kms_crypto_key" "shop" {
  name            = "shop"
  key_ring        = google_kms_key_ring.shop.id
  rotation_period = "7776000s"
}

resource "google_redis_instance" "own" {
  name                 = "sessions"
  region               = "europe-west1"
  memory_size_gb       = 1
  customer_managed_key = google_kms_crypto_key.shop.id
}

resource "google_redis_instance" "literal" {
  name                 = "sessions-literal"
  region               = "europe-west1"
  memory_size_gb       = 1
  customer_managed_key = "projects/shop/locations/europe-west1/keyRings/shop/cryptoKeys/shop"
}
