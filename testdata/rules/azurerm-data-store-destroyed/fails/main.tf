# plan.json is written by hand, since no provider was at hand to make it.

# gone: azurerm_storage_account.gone

resource "azurerm_storage_account" "replaced" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ azurerm-data-store-destroyed
  name = "x"
}
