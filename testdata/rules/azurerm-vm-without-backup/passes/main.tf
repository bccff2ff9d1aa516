variable "nic_id" {
  type = string
}

resource "azurerm_recovery_services_vault" "shop" {
  name                = "rsv-shop"
  resource_group_name = "rg-shop"
  location            = "westeurope"
  sku                 = "Standard"
}

resource "azurerm_backup_policy_vm" "daily" {
  name                = "daily"
  resource_group_name = "rg-shop"
  recovery_vault_name = azurerm_recovery_services_vault.shop.name

  backup {
    frequency = "Daily"
    time      = "23:00"
  }

  retention_daily {
    count = 30
  }
}

resource "azurerm_linux_virtual_machine" "web" {
  count = 2

  name                  = "vm-web-${count.index}"
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

resource "azurerm_backup_protected_vm" "web" {
  count = 2

  resource_group_name = "rg-shop"
  recovery_vault_name = azurerm_recovery_services_vault.shop.name
  source_vm_id        = azurerm_linux_virtual_machine.web[count.index].id
  backup_policy_id    = azurerm_backup_policy_vm.daily.id
}

# Its disk lives on the host and keeps nothing.
resource "azurerm_linux_virtual_machine" "runner" {
  name                  = "vm-runner"
  resource_group_name   = "rg-shop"
  location              = "westeurope"
  size                  = "Standard_D4ads_v5"
  admin_username        = "operator"
  network_interface_ids = [var.nic_id]

  os_disk {
    caching              = "ReadOnly"
    storage_account_type = "Standard_LRS"

    diff_disk_settings {
      option = "Local"
    }
  }
}
