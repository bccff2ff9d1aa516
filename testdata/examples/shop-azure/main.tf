locals {
  tags = {
    owner       = "team-shop"
    environment = "production"
  }
}

data "azurerm_client_config" "current" {}

data "azurerm_subscription" "current" {}

resource "azurerm_resource_group" "shop" {
  name     = "rg-${var.name}"
  location = var.location
  tags     = local.tags
}

resource "azurerm_resource_group" "archive" {
  name     = "rg-${var.name}-archive"
  location = var.archive_location
  tags     = local.tags
}
