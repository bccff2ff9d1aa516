terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

module "partner" {
  source = "./account"

  name    = "shoppartner"
  options = { replicate_out = true }
}

module "orders" {
  source = "./account"

  name = "shoporders"
}
