variable "location" {
  type = string
}

resource "azurerm_resource_group" "shop" {
  name     = "rg-shop"
  location = var.location
  #          ???????????? azurerm-resource-outside-declared-regions
}
