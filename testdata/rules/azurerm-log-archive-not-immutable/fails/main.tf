data "azurerm_subscription" "current" {}

resource "azurerm_storage_account" "audit" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ azurerm-log-archive-not-immutable: has no `immutability_policy`
  name                     = "shopaudit"
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "GRS"
}

resource "azurerm_monitor_diagnostic_setting" "activity" {
  name               = "activity"
  target_resource_id = data.azurerm_subscription.current.id
  storage_account_id = azurerm_storage_account.audit.id

  enabled_log {
    category = "Administrative"
  }
}

resource "azurerm_storage_account" "flow" {
  name                     = "shopflow"
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "GRS"

  immutability_policy {
    allow_protected_append_writes = true
    state                         = "Unlocked"
    #                               ^^^^^^^^^^ azurerm-log-archive-not-immutable: it can still be taken off
    period_since_creation_in_days = 365
  }
}

resource "azurerm_monitor_diagnostic_setting" "security" {
  name               = "security"
  target_resource_id = data.azurerm_subscription.current.id
  storage_account_id = azurerm_storage_account.flow.id

  enabled_log {
    category = "Security"
  }
}
