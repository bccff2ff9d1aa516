variable "name" {
  type = string
}

variable "public" {
  type    = bool
  default = false
}

resource "azurerm_storage_account" "this" {
  name                            = var.name
  resource_group_name             = "rg-shop"
  location                        = "westeurope"
  account_tier                    = "Standard"
  account_replication_type        = "LRS"
  allow_nested_items_to_be_public = var.public
  #                                 ^^^^^^^^^^ azurerm-storage-account-nested-items-public
}
