data "azurerm_subscription" "current" {}

resource "azurerm_storage_account" "audit" {
  name                     = "shopaudit"
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "GRS"

  immutability_policy {
    allow_protected_append_writes = true
    state                         = "Locked"
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

# Holds no logs.
resource "azurerm_storage_account" "media" {
  name                     = "shopmedia"
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "azurerm_log_analytics_workspace" "shop" {
  name                = "log-shop"
  resource_group_name = "rg-shop"
  location            = "westeurope"
}

resource "azurerm_monitor_diagnostic_setting" "queries" {
  name                       = "queries"
  target_resource_id         = azurerm_storage_account.media.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.shop.id

  enabled_log {
    category = "StorageRead"
  }
}
