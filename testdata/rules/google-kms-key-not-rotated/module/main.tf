variable "rotation_days" {
  type    = number
  default = 180
}

module "keys" {
  source   = "./key"
  for_each = toset(["orders", "invoices"])

  name = each.key
  days = var.rotation_days
}
