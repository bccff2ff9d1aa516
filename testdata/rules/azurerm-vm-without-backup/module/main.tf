module "web" {
  source = "./machine"

  name = "vm-web"
}

module "files" {
  source = "./machine"

  name = "vm-files"
}

resource "azurerm_backup_protected_vm" "files" {
  resource_group_name = "rg-shop"
  recovery_vault_name = "rsv-shop"
  source_vm_id        = module.files.id
}
