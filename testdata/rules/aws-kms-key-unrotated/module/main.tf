variable "rotate_keys" {
  type    = bool
  default = true
}

module "key" {
  source = "./key"

  rotate = var.rotate_keys
}
