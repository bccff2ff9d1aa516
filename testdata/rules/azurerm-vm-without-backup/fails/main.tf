resource "azurerm_linux_virtual_machine" "web" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ azurerm-vm-without-backup: no `azurerm_backup_protected_vm` here
  name                  = "vm-web"
  resource_group_name   = "rg-shop"
  location              = "westeurope"
  size                  = "Standard_B2s"
  admin_username        = "operator"
  network_interface_ids = [azurerm_network_interface.web.id]

  admin_ssh_key {
    username   = "operator"
    public_key = file("${path.module}/operator.pub")
  }

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Premium_LRS"
  }

  source_image_reference {
    publisher = "Canonical"
    offer     = "ubuntu-24_04-lts"
    sku       = "server"
    version   = "latest"
  }
}

resource "azurerm_network_interface" "web" {
  name                = "nic-web"
  resource_group_name = "rg-shop"
  location            = "westeurope"

  ip_configuration {
    name                          = "internal"
    subnet_id                     = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop/providers/Microsoft.Network/virtualNetworks/vnet-shop/subnets/web"
    private_ip_address_allocation = "Dynamic"
  }
}

# Another machine is backed up, this one is not.
resource "azurerm_windows_virtual_machine" "office" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ azurerm-vm-without-backup
  name                  = "vm-office"
  resource_group_name   = "rg-shop"
  location              = "westeurope"
  size                  = "Standard_B2s"
  admin_username        = "operator"
  admin_password        = var.password
  network_interface_ids = [azurerm_network_interface.web.id]

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Premium_LRS"
  }

  source_image_reference {
    publisher = "MicrosoftWindowsServer"
    offer     = "WindowsServer"
    sku       = "2022-datacenter-g2"
    version   = "latest"
  }
}

variable "password" {
  type      = string
  sensitive = true
}

resource "azurerm_windows_virtual_machine" "files" {
  name                  = "vm-files"
  resource_group_name   = "rg-shop"
  location              = "westeurope"
  size                  = "Standard_B2s"
  admin_username        = "operator"
  admin_password        = var.password
  network_interface_ids = [azurerm_network_interface.web.id]

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Premium_LRS"
  }
}

resource "azurerm_backup_protected_vm" "files" {
  resource_group_name = "rg-shop"
  recovery_vault_name = "rsv-shop"
  source_vm_id        = azurerm_windows_virtual_machine.files.id
}
