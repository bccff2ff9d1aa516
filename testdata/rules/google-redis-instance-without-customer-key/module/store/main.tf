variable "key" {
  type    = string
  default = null
}

resource "google_redis_instance" "this" {
  name                 = "sessions"
  region               = "europe-west1"
  memory_size_gb       = 1
  customer_managed_key = var.key
  #                      ^^^^^^^ google-redis-instance-without-customer-key
}
