variable "name" {
  type = string
}

variable "settings" {
  type = object({
    sku              = optional(string, "standard")
    purge_protection = optional(bool, false)
  })
  default = {}
}

data "azurerm_client_config" "current" {}

resource "azurerm_key_vault" "this" {
  name                     = var.name
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  tenant_id                = data.azurerm_client_config.current.tenant_id
  sku_name                 = var.settings.sku
  purge_protection_enabled = var.settings.purge_protection
  #                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ azurerm-key-vault-without-purge-protection x2
}
