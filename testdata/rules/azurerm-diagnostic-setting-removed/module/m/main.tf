resource "azurerm_monitor_diagnostic_setting" "data" {
  name = "x"
}
