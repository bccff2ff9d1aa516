variable "server_id" {
  type = string
}

variable "encrypt" {
  type = bool
}

resource "azurerm_mssql_database" "warehouse" {
  name                                = "warehouse"
  server_id                           = var.server_id
  sku_name                            = "DW100c"
  transparent_data_encryption_enabled = var.encrypt
  #                                     ??????????? azurerm-mssql-database-unencrypted
}
