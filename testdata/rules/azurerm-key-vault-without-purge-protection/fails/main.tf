data "azurerm_client_config" "current" {}

resource "azurerm_key_vault" "app" {
  name                     = "kv-shop-app"
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  tenant_id                = data.azurerm_client_config.current.tenant_id
  sku_name                 = "standard"
  purge_protection_enabled = false
  #                          ^^^^^ azurerm-key-vault-without-purge-protection: before its retention ends
}

resource "azurerm_key_vault" "payment" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ azurerm-key-vault-without-purge-protection: is not set
  name                = "kv-shop-payment"
  resource_group_name = "rg-shop"
  location            = "westeurope"
  tenant_id           = data.azurerm_client_config.current.tenant_id
  sku_name            = "premium"
}
