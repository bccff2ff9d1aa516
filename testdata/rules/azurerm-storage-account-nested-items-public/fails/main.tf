terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.20"
    }
  }
}

resource "azurerm_resource_group" "web" {
  name     = "rg-shop-web"
  location = "West Europe"
}

resource "azurerm_storage_account" "assets" {
  name                            = "shopassets"
  resource_group_name             = azurerm_resource_group.web.name
  location                        = azurerm_resource_group.web.location
  account_tier                    = "Standard"
  account_replication_type        = "LRS"
  allow_nested_items_to_be_public = true
  #                                 ^^^^ azurerm-storage-account-nested-items-public: any container
}

# Written as text, as Terraform allows.
resource "azurerm_storage_account" "media" {
  name                            = "shopmedia"
  resource_group_name             = azurerm_resource_group.web.name
  location                        = azurerm_resource_group.web.location
  account_tier                    = "Standard"
  account_replication_type        = "LRS"
  allow_nested_items_to_be_public = "true"
  #                                 ^^^^^^ azurerm-storage-account-nested-items-public
}

# Left out, which azurerm 4 takes as true.
resource "azurerm_storage_account" "exports" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ azurerm-storage-account-nested-items-public: takes that as true before version 5
  name                     = "shopexports"
  resource_group_name      = azurerm_resource_group.web.name
  location                 = azurerm_resource_group.web.location
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}
