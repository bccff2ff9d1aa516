variable "name" {
  type = string
}

variable "state" {
  type = string
}

resource "azurerm_storage_account" "this" {
  name                     = var.name
  resource_group_name      = "rg-shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "GRS"

  immutability_policy {
    allow_protected_append_writes = true
    state                         = var.state
    #                               ^^^^^^^^^ azurerm-log-archive-not-immutable: module.archive.azurerm_storage_account.this
    period_since_creation_in_days = 365
  }
}

output "id" {
  value = azurerm_storage_account.this.id
}
