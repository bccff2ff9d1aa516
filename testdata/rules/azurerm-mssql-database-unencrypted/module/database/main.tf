variable "name" {
  type = string
}

variable "server_id" {
  type = string
}

variable "encrypt" {
  type    = bool
  default = true
}

resource "azurerm_mssql_database" "this" {
  name                                = var.name
  server_id                           = var.server_id
  sku_name                            = "DW100c"
  transparent_data_encryption_enabled = var.encrypt
  #                                     ^^^^^^^^^^^ azurerm-mssql-database-unencrypted
}
