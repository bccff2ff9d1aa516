module "topic" {
  source   = "./modules/topic"
  for_each = toset(["orders", "returns"])

  name = "shop-${each.key}"
  key  = google_kms_crypto_key.data.id
}

# Tells the warehouse what to pack.
module "parcels" {
  source = "./modules/topic"

  name = "shop-parcels"
}
