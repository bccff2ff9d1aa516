module "assets" {
  source = "./bucket"

  name    = "shop-assets"
  readers = ["allUsers", "group:web@example.com"]
}

module "orders" {
  source = "./bucket"

  name    = "shop-orders"
  readers = ["group:orders@example.com"]
}
