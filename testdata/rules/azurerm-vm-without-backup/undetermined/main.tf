variable "nic_id" {
  type = string
}

variable "protected_vm_id" {
  type = string
}

resource "azurerm_linux_virtual_machine" "web" {
#????????????????????????????????????????????? azurerm-vm-without-backup
  name                  = "vm-web"
  resource_group_name   = "rg-shop"
  location              = "westeurope"
  size                  = "Standard_B2s"
  admin_username        = "operator"
  network_interface_ids = [var.nic_id]

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Premium_LRS"
  }
}

resource "azurerm_backup_protected_vm" "one" {
  resource_group_name = "rg-shop"
  recovery_vault_name = "rsv-shop"
  source_vm_id        = var.protected_vm_id
}
