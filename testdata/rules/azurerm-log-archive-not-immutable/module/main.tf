data "azurerm_subscription" "current" {}

module "archive" {
  source = "./archive"

  name  = "shopaudit"
  state = "Unlocked"
}

resource "azurerm_monitor_diagnostic_setting" "activity" {
  name               = "activity"
  target_resource_id = data.azurerm_subscription.current.id
  storage_account_id = module.archive.id

  enabled_log {
    category = "Administrative"
  }
}
