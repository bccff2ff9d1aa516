module "orders" {
  source = "./database"

  name = "shop-orders"
  tls  = "ENCRYPTED_ONLY"
}

module "carts" {
  source = "./database"

  name = "shop-carts"
}
