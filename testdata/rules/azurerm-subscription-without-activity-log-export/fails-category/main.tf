provider "azurerm" {
  features {}
  subscription_id = "6f9b4d0e-3f0e-4a53-9d3f-1f6f0a1b2c3d"
  #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ azurerm-subscription-without-activity-log-export
}

data "azurerm_subscription" "current" {}

resource "azurerm_log_analytics_workspace" "shop" {
  name                = "log-shop"
  resource_group_name = "rg-shop"
  location            = "westeurope"
}

# Health alone does not say who did what.
resource "azurerm_monitor_diagnostic_setting" "subscription" {
  name                       = "activity"
  target_resource_id         = data.azurerm_subscription.current.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.shop.id

  enabled_log {
    category = "ServiceHealth"
  }
}
