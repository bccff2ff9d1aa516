variable "location" {
  type = string
}

resource "azurerm_resource_group" "this" {
  name     = "rg-shop-${var.location}"
  location = var.location
  #          ^^^^^^^^^^^^ azurerm-resource-outside-declared-regions: kept in uksouth
}
