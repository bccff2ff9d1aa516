# Virtual machines.

rule "azurerm-vm-without-backup" {
  title    = "Virtual machine is not backed up"
  severity = "medium"
  kind     = "gap"
  theme    = "backup"

  control "12.3.1" {
    basis  = "customer-guidance"
    reason = "Where the provider makes no backup of its own accord, the customer is to make one; Azure backs up a virtual machine only when told."
    successor "8.13" {
      basis = "customer-guidance"
    }
  }

  resource = ["azurerm_linux_virtual_machine", "azurerm_windows_virtual_machine", "azurerm_virtual_machine"]

  # A disk that lives on the host keeps nothing that could be backed up.
  when = length(self.os_disk[0].diff_disk_settings) == 0

  assert {
    condition     = length(companions("azurerm_backup_protected_vm", "source_vm_id")) > 0
    error_message = "no `azurerm_backup_protected_vm` here protects this machine; add one, or say where it is backed up"
  }

  limits = "Backup that an Azure Policy, another configuration or software in the machine sets up is not seen. Whether restoring works is not either."
  references = [
    "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/backup_protected_vm",
    "https://learn.microsoft.com/azure/backup/backup-azure-vms-introduction",
  ]
}
