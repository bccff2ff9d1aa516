locals {
  buckets = {
    orders  = "europe-west1"
    exports = "us-east1"
  }
}

module "bucket" {
  source   = "./bucket"
  for_each = local.buckets

  name     = "shop-${each.key}"
  location = each.value
}
