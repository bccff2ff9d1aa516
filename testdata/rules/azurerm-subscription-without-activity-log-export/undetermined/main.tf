provider "azurerm" {
#????????????????? azurerm-subscription-without-activity-log-export
  features {}
}

variable "monitored" {
  type = string
}

resource "azurerm_log_analytics_workspace" "shop" {
  name                = "log-shop"
  resource_group_name = "rg-shop"
  location            = "westeurope"
}

resource "azurerm_monitor_diagnostic_setting" "one" {
  name                       = "activity"
  target_resource_id         = var.monitored
  log_analytics_workspace_id = azurerm_log_analytics_workspace.shop.id

  enabled_log {
    category = "Administrative"
  }
}
