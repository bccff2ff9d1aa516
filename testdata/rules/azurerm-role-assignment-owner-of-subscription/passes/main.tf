data "azurerm_subscription" "current" {}

data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "shop" {
  name     = "rg-shop"
  location = "westeurope"
}

# Within one resource group.
resource "azurerm_role_assignment" "team" {
  scope                = azurerm_resource_group.shop.id
  role_definition_name = "Owner"
  principal_id         = data.azurerm_client_config.current.object_id
}

resource "azurerm_role_assignment" "sandbox" {
  scope                = "/subscriptions/6f9b4d0e-3f0e-4a53-9d3f-1f6f0a1b2c3d/resourceGroups/rg-sandbox"
  role_definition_name = "Owner"
  principal_id         = data.azurerm_client_config.current.object_id
}

# A role that grants nothing on.
resource "azurerm_role_assignment" "audit" {
  scope                = data.azurerm_subscription.current.id
  role_definition_name = "Reader"
  principal_id         = data.azurerm_client_config.current.object_id
}

# A condition says which roles may be granted.
resource "azurerm_role_assignment" "deploy" {
  scope                = data.azurerm_subscription.current.id
  role_definition_name = "Role Based Access Control Administrator"
  principal_id         = data.azurerm_client_config.current.object_id
  condition_version    = "2.0"
  condition            = <<-EOT
    (
      !(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})
    ) OR (
      @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {b24988ac-6180-42a0-ab88-20f7382dd24c}
    )
  EOT
}
