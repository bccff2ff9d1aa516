variable "name" {
  type = string
}

resource "azurerm_network_interface" "this" {
  name                = "nic-${var.name}"
  resource_group_name = "rg-shop"
  location            = "westeurope"

  ip_configuration {
    name                          = "internal"
    private_ip_address_allocation = "Dynamic"
  }
}

resource "azurerm_linux_virtual_machine" "this" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ azurerm-vm-without-backup
  name                  = var.name
  resource_group_name   = "rg-shop"
  location              = "westeurope"
  size                  = "Standard_B2s"
  admin_username        = "operator"
  network_interface_ids = [azurerm_network_interface.this.id]

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Premium_LRS"
  }
}

output "id" {
  value = azurerm_linux_virtual_machine.this.id
}
