variable "server_id" {
  type = string
}

resource "azurerm_mssql_database" "orders" {
  name      = "orders"
  server_id = var.server_id
  sku_name  = "S1"
}

resource "azurerm_mssql_database" "warehouse" {
  name                                = "warehouse"
  server_id                           = var.server_id
  sku_name                            = "DW100c"
  transparent_data_encryption_enabled = true
}
