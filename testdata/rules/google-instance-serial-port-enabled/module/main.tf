module "web" {
  source = "./machine"

  name     = "shop-web"
  metadata = { serial-port-enable = "true" }
}

module "batch" {
  source = "./machine"

  name = "shop-batch"
}
