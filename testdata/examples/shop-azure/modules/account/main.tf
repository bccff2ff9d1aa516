variable "name" {
  type = string
}

variable "resource_group" {
  type = string
}

variable "location" {
  type = string
}

variable "subnets" {
  description = "The subnets that are let in. None: every network is."
  type        = list(string)
}

variable "settings" {
  type = object({
    replication   = optional(string, "ZRS")
    public        = optional(bool, false)
    https_only    = optional(bool, true)
    other_tenants = optional(bool, false)
  })
}

resource "azurerm_storage_account" "this" {
  name                             = var.name
  resource_group_name              = var.resource_group
  location                         = var.location
  account_tier                     = "Standard"
  account_replication_type         = var.settings.replication
  min_tls_version                  = "TLS1_2"
  https_traffic_only_enabled       = var.settings.https_only
  allow_nested_items_to_be_public  = var.settings.public
  cross_tenant_replication_enabled = var.settings.other_tenants
  shared_access_key_enabled        = false

  blob_properties {
    versioning_enabled = true

    delete_retention_policy {
      days = 30
    }
  }
}

resource "azurerm_storage_account_network_rules" "this" {
  storage_account_id         = azurerm_storage_account.this.id
  default_action             = length(var.subnets) == 0 ? "Allow" : "Deny"
  virtual_network_subnet_ids = var.subnets
  bypass                     = ["AzureServices"]
}

output "id" {
  value = azurerm_storage_account.this.id
}

output "name" {
  value = azurerm_storage_account.this.name
}
