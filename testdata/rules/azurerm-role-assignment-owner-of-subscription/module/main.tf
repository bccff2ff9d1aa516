data "azurerm_subscription" "current" {}

module "grants" {
  source = "./grants"

  scope = data.azurerm_subscription.current.id
  grants = {
    "Reader" = "11111111-1111-1111-1111-111111111111"
    "Owner"  = "22222222-2222-2222-2222-222222222222"
  }
}
