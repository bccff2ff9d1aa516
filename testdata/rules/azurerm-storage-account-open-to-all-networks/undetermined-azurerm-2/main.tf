resource "azurerm_storage_account" "orders" {
#?????????????????????????????????????????? azurerm-storage-account-open-to-all-networks
  name                     = "shoporders"
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "azurerm_storage_account_network_rules" "orders" {
  resource_group_name  = "rg-shop"
  storage_account_name = azurerm_storage_account.orders.name
  default_action       = "Deny"
  ip_rules             = ["198.51.100.7"]
}
