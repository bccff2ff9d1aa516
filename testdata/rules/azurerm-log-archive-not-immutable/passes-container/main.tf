data "azurerm_subscription" "current" {}

resource "azurerm_storage_account" "audit" {
  name                     = "shopaudit"
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "GRS"
}

resource "azurerm_storage_container" "activity" {
  name               = "insights-activity-logs"
  storage_account_id = azurerm_storage_account.audit.id
}

resource "azurerm_storage_container_immutability_policy" "activity" {
  storage_container_resource_manager_id = azurerm_storage_container.activity.id
  immutability_period_in_days           = 365
  protected_append_writes_all_enabled   = true
  locked                                = true
}

resource "azurerm_monitor_diagnostic_setting" "activity" {
  name               = "activity"
  target_resource_id = data.azurerm_subscription.current.id
  storage_account_id = azurerm_storage_account.audit.id

  enabled_log {
    category = "Administrative"
  }
}
