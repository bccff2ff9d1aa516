terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 3.100"
    }
  }
}

module "assets" {
  source = "./account"

  name   = "shopassets"
  public = true
}

module "orders" {
  source = "./account"

  name = "shoporders"
}
