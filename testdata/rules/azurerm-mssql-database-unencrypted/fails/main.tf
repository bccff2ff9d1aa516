resource "azurerm_mssql_server" "reports" {
  name                         = "sql-shop-reports"
  resource_group_name          = "rg-shop"
  location                     = "westeurope"
  version                      = "12.0"
  administrator_login          = "reports"
  administrator_login_password = var.password
}

variable "password" {
  type      = string
  sensitive = true
}

resource "azurerm_mssql_database" "warehouse" {
  name                                = "warehouse"
  server_id                           = azurerm_mssql_server.reports.id
  sku_name                            = "DW100c"
  transparent_data_encryption_enabled = false
  #                                     ^^^^^ azurerm-mssql-database-unencrypted: written in clear
}
