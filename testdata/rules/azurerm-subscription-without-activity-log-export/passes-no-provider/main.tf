# A module for others to call: the subscription is theirs.
variable "name" {
  type = string
}

resource "azurerm_resource_group" "this" {
  name     = var.name
  location = "westeurope"
}
