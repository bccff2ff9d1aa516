# The pipeline creates everything, so it was given everything.
resource "azurerm_role_assignment" "deploy" {
  scope                = data.azurerm_subscription.current.id
  role_definition_name = "Owner"
  principal_id         = var.deploy_principal_id
}

resource "azurerm_role_assignment" "support" {
  scope                = azurerm_resource_group.shop.id
  role_definition_name = "Reader"
  principal_id         = var.support_principal_id
}

resource "azurerm_role_assignment" "web_orders" {
  count = 2

  scope                = azurerm_servicebus_queue.orders.id
  role_definition_name = "Azure Service Bus Data Sender"
  principal_id         = module.web[count.index].principal_id
}

resource "azurerm_role_assignment" "web_assets" {
  count = 2

  scope                = module.account["assets"].id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = module.web[count.index].principal_id
}
