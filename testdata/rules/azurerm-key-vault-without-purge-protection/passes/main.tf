data "azurerm_client_config" "current" {}

resource "azurerm_key_vault" "payment" {
  name                       = "kv-shop-payment"
  resource_group_name        = "rg-shop"
  location                   = "westeurope"
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "premium"
  soft_delete_retention_days = 30
  purge_protection_enabled   = true
}
