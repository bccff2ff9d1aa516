variable "server_id" {
  type = string
}

variable "encrypt_warehouse" {
  type    = bool
  default = true
}

module "warehouse" {
  source = "./database"

  name      = "warehouse"
  server_id = var.server_id
  encrypt   = var.encrypt_warehouse
}
