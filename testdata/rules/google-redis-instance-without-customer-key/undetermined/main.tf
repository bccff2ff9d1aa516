variable "key" {
  type = string
}

resource "google_redis_instance" "maybe" {
  name                 = "sessions"
  region               = "europe-west1"
  memory_size_gb       = 1
  customer_managed_key = var.key
  #                      ??????? google-redis-instance-without-customer-key
}
