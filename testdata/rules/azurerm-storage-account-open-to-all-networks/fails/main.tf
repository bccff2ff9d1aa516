resource "azurerm_storage_account" "exports" {
  name                     = "shopexports"
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"

  network_rules {
    default_action = "Allow"
    #                ^^^^^^^ azurerm-storage-account-open-to-all-networks: networks that no rule names
    ip_rules = ["198.51.100.7"]
  }
}

# No rules at all.
resource "azurerm_storage_account" "media" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ azurerm-storage-account-open-to-all-networks: no `network_rules` here
  name                     = "shopmedia"
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

# The rules stand in a resource of their own.
resource "azurerm_storage_account" "orders" {
  name                     = "shoporders"
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "azurerm_storage_account_network_rules" "orders" {
  storage_account_id = azurerm_storage_account.orders.id
  default_action     = "Allow"
  #                    ^^^^^^^ azurerm-storage-account-open-to-all-networks
}
