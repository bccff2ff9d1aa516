# plan.json is written by hand, since no provider was at hand to make it.

resource "azurerm_monitor_diagnostic_setting" "same" {
  name = "x"
}

resource "azurerm_monitor_diagnostic_setting" "changed" {
  name = "x"
}

resource "azurerm_monitor_diagnostic_setting" "created" {
  name = "x"
}

# Let go of, not destroyed.
removed {
  from = azurerm_monitor_diagnostic_setting.left

  lifecycle {
    destroy = false
  }
}
