variable "name" {}

variable "zones" {
  type = list(string)
}

module "zone" {
  source   = "../zone"
  for_each = toset(var.zones)
  name     = "${var.name}-${each.value}"
  count_of = each.key == "a" ? 2 : 1
}

output "instances" {
  value = flatten([for zone in module.zone : zone.subnets])
}

output "zones" {
  value = module.zone
}
