variable "public_assets" {
  description = "Whether visitors may read product pictures straight from storage."
  type        = bool
}

# Nothing says which version of azurerm is meant, and its default changed with version 5.
resource "azurerm_storage_account" "orders" {
#?????????????????????????????????????????? azurerm-storage-account-nested-items-public
  name                     = "shoporders"
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "GRS"
}

resource "azurerm_storage_account" "assets" {
  name                            = "shopassets"
  resource_group_name             = "rg-shop"
  location                        = "westeurope"
  account_tier                    = "Standard"
  account_replication_type        = "LRS"
  allow_nested_items_to_be_public = var.public_assets
  #                                 ????????????????? azurerm-storage-account-nested-items-public
}
