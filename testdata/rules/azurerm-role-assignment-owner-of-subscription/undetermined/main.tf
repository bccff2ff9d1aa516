variable "scope" {
  type = string
}

variable "role" {
  type = string
}

data "azurerm_subscription" "current" {}

data "azurerm_client_config" "current" {}

resource "azurerm_role_assignment" "somewhere" {
  scope                = var.scope
  role_definition_name = "Owner"
  #                      ??????? azurerm-role-assignment-owner-of-subscription
  principal_id = data.azurerm_client_config.current.object_id
}

resource "azurerm_role_assignment" "something" {
  scope                = data.azurerm_subscription.current.id
  role_definition_name = var.role
  #                      ???????? azurerm-role-assignment-owner-of-subscription
  principal_id = data.azurerm_client_config.current.object_id
}
