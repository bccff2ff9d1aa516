variable "policy_state" {
  type = string
}

data "azurerm_subscription" "current" {}

resource "azurerm_storage_account" "audit" {
  name                     = "shopaudit"
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "GRS"

  immutability_policy {
    allow_protected_append_writes = true
    state                         = var.policy_state
    #                               ???????????????? azurerm-log-archive-not-immutable
    period_since_creation_in_days = 365
  }
}

resource "azurerm_monitor_diagnostic_setting" "activity" {
  name               = "activity"
  target_resource_id = data.azurerm_subscription.current.id
  storage_account_id = azurerm_storage_account.audit.id

  enabled_log {
    category = "Administrative"
  }
}
