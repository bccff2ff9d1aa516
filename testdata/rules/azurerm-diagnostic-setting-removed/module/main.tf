# plan.json is written by hand, since no provider was at hand to make it.

# gone: module.gone.azurerm_monitor_diagnostic_setting.data

module "a" {
  source = "./m"
}
