provider "azurerm" {
#^^^^^^^^^^^^^^^^^ azurerm-subscription-without-activity-log-export: no `azurerm_monitor_diagnostic_setting` here
  features {}
}

resource "azurerm_log_analytics_workspace" "shop" {
  name                = "log-shop"
  resource_group_name = "rg-shop"
  location            = "westeurope"
}

resource "azurerm_key_vault" "shop" {
  name                = "kv-shop"
  resource_group_name = "rg-shop"
  location            = "westeurope"
  tenant_id           = "00000000-0000-0000-0000-000000000000"
  sku_name            = "standard"
}

# The log of a vault is not that of the subscription.
resource "azurerm_monitor_diagnostic_setting" "vault" {
  name                       = "audit"
  target_resource_id         = azurerm_key_vault.shop.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.shop.id

  enabled_log {
    category_group = "audit"
  }
}
