variable "names" {
  type    = set(string)
  default = ["b", "a"]
}

locals {
  disks = {
    eu = { size = 10, encrypted = false }
    us = { size = 20, encrypted = true }
  }
}

module "disk" {
  source   = "./disk"
  for_each = local.disks

  name      = "disk-${each.key}"
  size      = each.value.size
  encrypted = each.value.encrypted
}

module "none" {
  source = "./disk"
  count  = 0

  name = "none"
}

module "pair" {
  source = "./disk"
  count  = 2

  name = "pair-${count.index}"
}

resource "terraform_data" "each" {
  for_each = var.names
  input    = "${each.key}=${each.value}"
}

resource "terraform_data" "uses" {
  input = {
    sizes  = { for key, disk in module.disk : key => disk.size }
    first  = module.pair[0].label
    all    = module.pair[*].label
    none   = module.none[*].label
    names  = [for name, each in terraform_data.each : name]
    output = module.disk["eu"].inner
    path   = path.module
  }
}
