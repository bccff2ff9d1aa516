resource "azurerm_resource_group" "shop" {
  name     = "rg-shop"
  location = "East US"
}
