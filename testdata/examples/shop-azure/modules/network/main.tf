resource "azurerm_virtual_network" "this" {
  name                = "vnet-${var.name}"
  resource_group_name = var.resource_group
  location            = var.location
  address_space       = [var.range]
}

resource "azurerm_subnet" "this" {
  for_each = var.subnets

  name                 = "snet-${each.key}"
  resource_group_name  = var.resource_group
  virtual_network_name = azurerm_virtual_network.this.name
  address_prefixes     = [each.value.range]
  service_endpoints    = each.value.endpoints
}

resource "azurerm_network_security_group" "this" {
  for_each = var.inbound

  name                = "nsg-${var.name}-${each.key}"
  resource_group_name = var.resource_group
  location            = var.location

  dynamic "security_rule" {
    for_each = each.value

    content {
      name                       = security_rule.key
      priority                   = security_rule.value.priority
      direction                  = "Inbound"
      access                     = "Allow"
      protocol                   = "Tcp"
      source_port_range          = "*"
      source_address_prefixes    = security_rule.value.from
      destination_port_range     = security_rule.value.port
      destination_address_prefix = "*"
    }
  }

  security_rule {
    name                       = "rest"
    priority                   = 4096
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "*"
    source_port_range          = "*"
    source_address_prefix      = "*"
    destination_port_range     = "*"
    destination_address_prefix = "*"
  }
}

resource "azurerm_subnet_network_security_group_association" "this" {
  for_each = var.inbound

  subnet_id                 = azurerm_subnet.this[each.key].id
  network_security_group_id = azurerm_network_security_group.this[each.key].id
}
