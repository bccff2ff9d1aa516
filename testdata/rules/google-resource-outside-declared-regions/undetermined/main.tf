variable "location" {
  type = string
}

resource "google_storage_bucket" "orders" {
  name     = "shop-orders"
  location = var.location
  #          ???????????? google-resource-outside-declared-regions
}
