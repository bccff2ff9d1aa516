resource "azurerm_storage_account" "import" {
  name                       = "shopimport"
  resource_group_name        = "rg-shop"
  location                   = "northeurope"
  account_tier               = "Standard"
  account_replication_type   = "LRS"
  https_traffic_only_enabled = false
  #                            ^^^^^ azurerm-storage-account-allows-http: plain HTTP
}

# The name until azurerm 3.
resource "azurerm_storage_account" "legacy" {
  name                      = "shoplegacy"
  resource_group_name       = "rg-shop"
  location                  = "northeurope"
  account_tier              = "Standard"
  account_replication_type  = "LRS"
  enable_https_traffic_only = "false"
  #                           ^^^^^^^ azurerm-storage-account-allows-http
}
