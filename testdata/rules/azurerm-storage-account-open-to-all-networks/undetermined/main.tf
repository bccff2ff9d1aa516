variable "default_action" {
  type = string
}

variable "rules_account_id" {
  type = string
}

resource "azurerm_storage_account" "exports" {
#??????????????????????????????????????????? azurerm-storage-account-open-to-all-networks
  name                     = "shopexports"
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

# Nothing says whose rules these are.
resource "azurerm_storage_account_network_rules" "some" {
  storage_account_id = var.rules_account_id
  default_action     = "Deny"
}

resource "azurerm_storage_account" "media" {
  name                     = "shopmedia"
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"

  network_rules {
    default_action = var.default_action
    #                ?????????????????? azurerm-storage-account-open-to-all-networks
  }
}
