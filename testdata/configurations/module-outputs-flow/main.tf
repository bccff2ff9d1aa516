module "network" {
  source = "./network"
  cidr   = "10.0.0.0/16"
  zones  = ["a", "b"]
}

module "service" {
  source   = "./service"
  for_each = { api = 8080, web = "80" }
  name     = each.key
  port     = each.value
  subnets  = module.network.subnets
  cidr     = module.network.cidr
}

locals {
  ports = { for name, service in module.service : name => service.port }
}

output "ports" {
  value = local.ports
}

output "public" {
  value = [for name, port in local.ports : name if port < 1024]
}
