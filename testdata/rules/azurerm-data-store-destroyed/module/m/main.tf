resource "azurerm_storage_account" "data" {
  name = "x"
}
