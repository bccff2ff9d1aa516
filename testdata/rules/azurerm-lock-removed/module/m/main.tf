resource "azurerm_management_lock" "data" {
  name       = "x"
  lock_level = "CanNotDelete"
}
