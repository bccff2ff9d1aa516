provider "azurerm" {
  features {}
}

data "azurerm_subscription" "current" {}

resource "azurerm_log_analytics_workspace" "shop" {
  name                = "log-shop"
  resource_group_name = "rg-shop"
  location            = "westeurope"
}

resource "azurerm_monitor_diagnostic_setting" "subscription" {
  name                       = "activity"
  target_resource_id         = data.azurerm_subscription.current.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.shop.id

  enabled_log {
    category = "Administrative"
  }

  enabled_log {
    category = "Security"
  }
}
