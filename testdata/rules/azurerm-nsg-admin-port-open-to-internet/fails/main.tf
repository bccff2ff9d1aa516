resource "azurerm_network_security_group" "bastion" {
  name                = "nsg-bastion"
  resource_group_name = "rg-shop"
  location            = "westeurope"

  security_rule {
    name                   = "ssh"
    priority               = 100
    direction              = "Inbound"
    access                 = "Allow"
    protocol               = "Tcp"
    source_port_range      = "*"
    destination_port_range = "22"
    source_address_prefix  = "Internet"
    #                        ^^^^^^^^^^ azurerm-nsg-admin-port-open-to-internet: rule `ssh` lets everyone reach port 22
    destination_address_prefix = "*"
  }

  security_rule {
    name                    = "windows"
    priority                = 110
    direction               = "Inbound"
    access                  = "Allow"
    protocol                = "*"
    source_port_range       = "*"
    destination_port_ranges = ["443", "3380-3390"]
    source_address_prefixes = ["10.0.0.0/8", "0.0.0.0/0"]
    #                                        ^^^^^^^^^^^ azurerm-nsg-admin-port-open-to-internet: port 3389
    destination_address_prefix = "*"
  }

  security_rule {
    name                       = "web"
    priority                   = 120
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_range     = "443"
    source_address_prefix      = "*"
    destination_address_prefix = "*"
  }
}

# A denial comes too late.
resource "azurerm_network_security_group" "late" {
  name                = "nsg-late"
  resource_group_name = "rg-shop"
  location            = "westeurope"

  security_rule {
    name                   = "all"
    priority               = 200
    direction              = "Inbound"
    access                 = "Allow"
    protocol               = "*"
    source_port_range      = "*"
    destination_port_range = "*"
    source_address_prefix  = "*"
    #                        ^^^ azurerm-nsg-admin-port-open-to-internet
    destination_address_prefix = "*"
  }

  security_rule {
    name                       = "no-ssh"
    priority                   = 300
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_range     = "22"
    source_address_prefix      = "*"
    destination_address_prefix = "*"
  }
}

resource "azurerm_network_security_rule" "winrm" {
  name                        = "winrm"
  network_security_group_name = azurerm_network_security_group.bastion.name
  resource_group_name         = "rg-shop"
  priority                    = 130
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  destination_port_range      = "5985-5986"
  source_address_prefix       = "::/0"
  #                             ^^^^^^ azurerm-nsg-admin-port-open-to-internet: port 5985
  destination_address_prefix = "*"
}
