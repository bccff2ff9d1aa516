resource "azurerm_resource_group" "shop" {
  name     = "rg-shop"
  location = "East US"
  #          ^^^^^^^^^ azurerm-resource-outside-declared-regions: kept in East US
}

resource "azurerm_storage_account" "orders" {
  name                = "shoporders"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  #                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ azurerm-resource-outside-declared-regions
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

# The account is at home, one of its copies is not.
resource "azurerm_cosmosdb_account" "carts" {
  name                = "cosmos-carts"
  resource_group_name = azurerm_resource_group.shop.name
  location            = "westeurope"
  offer_type          = "Standard"

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }

  geo_location {
    location = "brazilsouth"
    #          ^^^^^^^^^^^^^ azurerm-resource-outside-declared-regions
    failover_priority = 1
  }
}
