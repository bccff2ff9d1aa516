terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 2.80"
    }
  }
}

resource "azurerm_storage_account" "assets" {
#?????????????????????????????????????????? azurerm-storage-account-nested-items-public
  name                     = "shopassets"
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}
