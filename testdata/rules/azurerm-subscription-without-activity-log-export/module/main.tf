provider "azurerm" {
#^^^^^^^^^^^^^^^^^ azurerm-subscription-without-activity-log-export
  features {}
}

data "azurerm_subscription" "current" {}

module "logs" {
  source = "./logs"

  target     = data.azurerm_subscription.current.id
  categories = ["Policy", "Alert"]
}
