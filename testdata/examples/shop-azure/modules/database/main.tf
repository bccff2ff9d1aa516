variable "name" {
  type = string
}

variable "resource_group" {
  type = string
}

variable "location" {
  type = string
}

variable "subnet_id" {
  type = string
}

variable "password" {
  type      = string
  sensitive = true
}

variable "databases" {
  type = map(object({
    sku       = string
    encrypted = optional(bool, true)
    keep_days = optional(number, 14)
  }))
}

resource "azurerm_mssql_server" "this" {
  name                         = "sql-${var.name}"
  resource_group_name          = var.resource_group
  location                     = var.location
  version                      = "12.0"
  administrator_login          = "shopadmin"
  administrator_login_password = var.password
  minimum_tls_version          = "1.2"
}

resource "azurerm_mssql_virtual_network_rule" "this" {
  name      = "data"
  server_id = azurerm_mssql_server.this.id
  subnet_id = var.subnet_id
}

resource "azurerm_mssql_database" "this" {
  for_each = var.databases

  name                                = each.key
  server_id                           = azurerm_mssql_server.this.id
  sku_name                            = each.value.sku
  transparent_data_encryption_enabled = each.value.encrypted

  dynamic "short_term_retention_policy" {
    for_each = startswith(each.value.sku, "DW") ? [] : [each.value.keep_days]

    content {
      retention_days = short_term_retention_policy.value
    }
  }
}

output "server" {
  value = azurerm_mssql_server.this.fully_qualified_domain_name
}
