locals {
  everyone = "0.0.0.0/0"
}

module "hosts" {
  source = "./hosts"

  rules = {
    ssh   = { port = 22, networks = [local.everyone] }
    https = { port = 443, networks = [local.everyone] }
    rdp   = { port = 3389, networks = ["10.0.0.0/8"] }
  }
}
