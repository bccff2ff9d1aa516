# plan.json is written by hand, since no provider was at hand to make it.

# gone: module.gone.azurerm_storage_account.data

module "a" {
  source = "./m"
}
