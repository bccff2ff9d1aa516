variable "protect" {
  type = bool
}

variable "days" {
  type    = number
  default = 2
}

module "inner" {
  source    = "./inner"
  encrypted = var.protect
  backup    = { days = var.days }
}
