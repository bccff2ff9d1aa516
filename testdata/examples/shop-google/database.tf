module "database" {
  source   = "./modules/database"
  for_each = var.databases

  name    = "shop-${each.key}"
  region  = var.region
  network = module.network.network
  key     = google_kms_crypto_key.data.id
  options = each.value
}

resource "google_redis_instance" "sessions" {
  name                    = "shop-sessions"
  region                  = var.region
  tier                    = "STANDARD_HA"
  memory_size_gb          = 1
  authorized_network      = module.network.network
  transit_encryption_mode = "SERVER_AUTHENTICATION"
  auth_enabled            = true
  customer_managed_key    = google_kms_crypto_key.data.id
}
