variable "location" {
  type    = string
  default = "westeurope"
}

variable "standby" {
  type    = string
  default = "uksouth"
}

module "group" {
  source   = "./group"
  for_each = toset([var.location, var.standby])

  location = each.key
}
