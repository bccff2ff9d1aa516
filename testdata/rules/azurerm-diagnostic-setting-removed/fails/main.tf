# plan.json is written by hand, since no provider was at hand to make it.

# gone: azurerm_monitor_diagnostic_setting.gone
