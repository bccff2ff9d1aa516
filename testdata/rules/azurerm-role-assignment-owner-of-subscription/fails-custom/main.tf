data "azurerm_subscription" "current" {}

resource "azurerm_role_definition" "deploy" {
  name  = "Deployer"
  scope = data.azurerm_subscription.current.id

  permissions {
    actions = ["*"]
  }
}

# May do everything but say who may do what.
resource "azurerm_role_definition" "build" {
  name  = "Builder"
  scope = data.azurerm_subscription.current.id

  permissions {
    actions     = ["*"]
    not_actions = ["Microsoft.Authorization/*/Write", "Microsoft.Authorization/*/Delete"]
  }
}

resource "azurerm_role_assignment" "deploy" {
  scope              = data.azurerm_subscription.current.id
  role_definition_id = azurerm_role_definition.deploy.role_definition_resource_id
  #                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ azurerm-role-assignment-owner-of-subscription: a role that may assign roles
  principal_id = "11111111-1111-1111-1111-111111111111"
}

resource "azurerm_role_assignment" "build" {
  scope              = data.azurerm_subscription.current.id
  role_definition_id = azurerm_role_definition.build.role_definition_resource_id
  principal_id       = "22222222-2222-2222-2222-222222222222"
}
