module "network" {
  source = "./modules/network"

  name   = "shop"
  region = var.region
  range  = "10.20.0.0/20"

  inbound = {
    web = { ports = ["443"], from = ["0.0.0.0/0"], tags = ["web"] }
    ssh = { ports = ["22"], from = var.admin_ranges, tags = ["labels"] }
  }
}
