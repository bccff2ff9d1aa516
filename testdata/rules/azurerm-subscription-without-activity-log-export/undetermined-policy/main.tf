provider "azurerm" {
#????????????????? azurerm-subscription-without-activity-log-export
  features {}
}

data "azurerm_subscription" "current" {}

# The built-in policy that exports the activity log.
resource "azurerm_subscription_policy_assignment" "activity" {
  name                 = "export-activity-log"
  subscription_id      = data.azurerm_subscription.current.id
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/2465583e-4e78-4c15-b6be-a36cbc7c8b0f"
  location             = "westeurope"

  identity {
    type = "SystemAssigned"
  }
}
