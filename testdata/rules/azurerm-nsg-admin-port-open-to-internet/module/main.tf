module "bastion" {
  source = "./group"

  name = "nsg-bastion"
  inbound = {
    ssh = { priority = 100, port = "22", from = "0.0.0.0/0" }
    web = { priority = 110, port = "443", from = "0.0.0.0/0" }
  }
}
