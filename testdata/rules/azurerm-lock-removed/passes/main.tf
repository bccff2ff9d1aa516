# plan.json is written by hand, since no provider was at hand to make it.

resource "azurerm_management_lock" "same" {
  name       = "x"
  lock_level = "CanNotDelete"
}

resource "azurerm_management_lock" "changed" {
  name       = "x"
  lock_level = "CanNotDelete"
}

resource "azurerm_management_lock" "created" {
  name       = "x"
  lock_level = "CanNotDelete"
}

# Let go of, not destroyed.
removed {
  from = azurerm_management_lock.left

  lifecycle {
    destroy = false
  }
}
