resource "azurerm_resource_group" "shop" {
  name     = "rg-shop"
  location = "westeurope"
}

resource "azurerm_storage_account" "orders" {
  name                     = "shoporders"
  resource_group_name      = azurerm_resource_group.shop.name
  location                 = "Germany West Central"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

# Has no place of its own.
resource "azurerm_monitor_action_group" "oncall" {
  name                = "oncall"
  resource_group_name = azurerm_resource_group.shop.name
  short_name          = "oncall"
  location            = "global"
}

resource "azurerm_role_assignment" "read" {
  scope                = azurerm_resource_group.shop.id
  role_definition_name = "Reader"
  principal_id         = "11111111-1111-1111-1111-111111111111"
}
