terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.1"
    }
  }
}

# Since azurerm 5 the default is false.
resource "azurerm_storage_account" "orders" {
  name                     = "shoporders"
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "GRS"
}
