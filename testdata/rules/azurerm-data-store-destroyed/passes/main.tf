# plan.json is written by hand, since no provider was at hand to make it.

resource "azurerm_storage_account" "same" {
  name = "x"
}

resource "azurerm_storage_account" "changed" {
  name = "x"
}

resource "azurerm_storage_account" "created" {
  name = "x"
}

# Let go of, not destroyed.
removed {
  from = azurerm_storage_account.left

  lifecycle {
    destroy = false
  }
}
