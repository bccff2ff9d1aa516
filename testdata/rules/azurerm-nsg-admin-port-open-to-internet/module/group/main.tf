variable "name" {
  type = string
}

variable "inbound" {
  type = map(object({
    priority = number
    port     = string
    from     = string
  }))
}

resource "azurerm_network_security_group" "this" {
  name                = var.name
  resource_group_name = "rg-shop"
  location            = "westeurope"

  dynamic "security_rule" {
    for_each = var.inbound

    content {
      name                   = security_rule.key
      priority               = security_rule.value.priority
      direction              = "Inbound"
      access                 = "Allow"
      protocol               = "Tcp"
      source_port_range      = "*"
      destination_port_range = security_rule.value.port
      source_address_prefix  = security_rule.value.from
      #                        ^^^^^^^^^^^^^^^^^^^^^^^^ azurerm-nsg-admin-port-open-to-internet: rule `ssh`
      destination_address_prefix = "*"
    }
  }
}
