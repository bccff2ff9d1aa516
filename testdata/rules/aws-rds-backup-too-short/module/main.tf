variable "databases" {
  type = map(object({
    backup_days = optional(number)
  }))
  default = {
    orders  = { backup_days = 3 }
    catalog = { backup_days = 14 }
    search  = {}
  }
}

module "database" {
  source   = "./database"
  for_each = var.databases

  name        = each.key
  backup_days = each.value.backup_days
}
