variable "admin_prefix" {
  description = "The network that administrators come from."
  type        = string
}

resource "azurerm_network_security_rule" "ssh" {
  name                        = "ssh"
  network_security_group_name = "nsg-bastion"
  resource_group_name         = "rg-shop"
  priority                    = 130
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  destination_port_range      = "22"
  source_address_prefix       = var.admin_prefix
  #                             ???????????????? azurerm-nsg-admin-port-open-to-internet
  destination_address_prefix = "*"
}
