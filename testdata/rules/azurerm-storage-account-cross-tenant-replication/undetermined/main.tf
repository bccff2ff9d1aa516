terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 3.50"
    }
  }
}

variable "share_with_partner" {
  type = bool
}

resource "azurerm_storage_account" "orders" {
#?????????????????????????????????????????? azurerm-storage-account-cross-tenant-replication
  name                     = "shoporders"
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "azurerm_storage_account" "partner" {
  name                             = "shoppartner"
  resource_group_name              = "rg-shop"
  location                         = "westeurope"
  account_tier                     = "Standard"
  account_replication_type         = "LRS"
  cross_tenant_replication_enabled = var.share_with_partner
  #                                  ?????????????????????? azurerm-storage-account-cross-tenant-replication
}
