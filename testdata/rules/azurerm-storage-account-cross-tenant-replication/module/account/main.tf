variable "name" {
  type = string
}

variable "options" {
  type = object({
    replicate_out = optional(bool, false)
  })
  default = {}
}

resource "azurerm_storage_account" "this" {
  name                             = var.name
  resource_group_name              = "rg-shop"
  location                         = "westeurope"
  account_tier                     = "Standard"
  account_replication_type         = "LRS"
  cross_tenant_replication_enabled = var.options.replicate_out
  #                                  ^^^^^^^^^^^^^^^^^^^^^^^^^ azurerm-storage-account-cross-tenant-replication
}
