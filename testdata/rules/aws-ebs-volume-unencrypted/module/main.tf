locals {
  production = false
}

module "disk" {
  source   = "./disk"
  for_each = toset(["eu-west-1a", "eu-west-1b"])

  zone      = each.key
  encrypted = local.production
}

module "safe_disk" {
  source = "./disk"

  zone = "eu-west-1c"
}
