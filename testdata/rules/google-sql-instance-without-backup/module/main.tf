locals {
  databases = {
    orders = {}
    carts  = { backups = false }
  }
}

module "database" {
  source   = "./database"
  for_each = local.databases

  name    = "shop-${each.key}"
  backups = try(each.value.backups, true)
}
