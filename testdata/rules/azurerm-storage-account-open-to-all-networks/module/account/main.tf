variable "name" {
  type = string
}

variable "default_action" {
  type    = string
  default = "Allow"
}

resource "azurerm_storage_account" "this" {
  name                     = var.name
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "azurerm_storage_account_network_rules" "this" {
  storage_account_id = azurerm_storage_account.this.id
  default_action     = var.default_action
  #                    ^^^^^^^^^^^^^^^^^^ azurerm-storage-account-open-to-all-networks
}
