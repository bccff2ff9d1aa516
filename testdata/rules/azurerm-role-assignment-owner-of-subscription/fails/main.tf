data "azurerm_subscription" "current" {}

data "azurerm_client_config" "current" {}

resource "azurerm_user_assigned_identity" "deploy" {
  name                = "id-deploy"
  resource_group_name = "rg-shop"
  location            = "westeurope"
}

resource "azurerm_role_assignment" "deploy" {
  scope                = data.azurerm_subscription.current.id
  role_definition_name = "Owner"
  #                      ^^^^^^^ azurerm-role-assignment-owner-of-subscription: Owner is given over
  principal_id = azurerm_user_assigned_identity.deploy.principal_id
}

# The same role by its id, over a subscription by its id.
resource "azurerm_role_assignment" "operations" {
  scope              = "/subscriptions/6f9b4d0e-3f0e-4a53-9d3f-1f6f0a1b2c3d"
  role_definition_id = "/subscriptions/6f9b4d0e-3f0e-4a53-9d3f-1f6f0a1b2c3d/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
  #                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ azurerm-role-assignment-owner-of-subscription: Owner
  principal_id = data.azurerm_client_config.current.object_id
}

data "azurerm_role_definition" "access" {
  name = "User Access Administrator"
}

resource "azurerm_role_assignment" "access" {
  scope              = data.azurerm_subscription.current.id
  role_definition_id = data.azurerm_role_definition.access.role_definition_id
  #                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ azurerm-role-assignment-owner-of-subscription: User Access Administrator is
  principal_id = data.azurerm_client_config.current.object_id
}

resource "azurerm_management_group" "shop" {
  display_name = "Shop"
}

resource "azurerm_role_assignment" "helpdesk" {
  scope                = azurerm_management_group.shop.id
  role_definition_name = "User Access Administrator"
  #                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ azurerm-role-assignment-owner-of-subscription
  principal_id = data.azurerm_client_config.current.object_id
}
