resource "google_redis_instance" "plain" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ google-redis-instance-without-customer-key: `customer_managed_key` is not set
  name           = "sessions"
  region         = "europe-west1"
  memory_size_gb = 1
}

resource "google_redis_instance" "empty" {
  name                 = "sessions-empty"
  region               = "europe-west1"
  memory_size_gb       = 1
  customer_managed_key = ""
  #                      ^^ google-redis-instance-without-customer-key
}
