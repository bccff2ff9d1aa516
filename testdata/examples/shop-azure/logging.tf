resource "azurerm_log_analytics_workspace" "shop" {
  name                = "log-${var.name}"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  sku                 = "PerGB2018"
  retention_in_days   = 180
}

# Who read which secret is kept for the auditors.
module "audit" {
  source = "./modules/account"

  name           = "${var.name}audit"
  resource_group = azurerm_resource_group.shop.name
  location       = azurerm_resource_group.shop.location
  subnets        = [module.network.subnets["data"]]
  settings       = { replication = "GRS" }
}

resource "azurerm_monitor_diagnostic_setting" "keys" {
  name                       = "audit"
  target_resource_id         = azurerm_key_vault.shop.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.shop.id
  storage_account_id         = module.audit.id

  enabled_log {
    category_group = "audit"
  }
}
