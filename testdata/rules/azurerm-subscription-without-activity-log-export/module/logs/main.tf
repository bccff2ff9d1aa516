variable "target" {
  type = string
}

variable "categories" {
  type = list(string)
}

resource "azurerm_log_analytics_workspace" "this" {
  name                = "log-shop"
  resource_group_name = "rg-shop"
  location            = "westeurope"
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  name                       = "activity"
  target_resource_id         = var.target
  log_analytics_workspace_id = azurerm_log_analytics_workspace.this.id

  dynamic "enabled_log" {
    for_each = var.categories

    content {
      category = enabled_log.value
    }
  }
}
