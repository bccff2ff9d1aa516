module "web" {
  source = "./modules/machine"
  count  = 2

  name           = "${var.name}-web-${count.index}"
  resource_group = azurerm_resource_group.shop.name
  location       = azurerm_resource_group.shop.location
  subnet_id      = module.network.subnets["web"]
  public_key     = var.operator_key
}

# Prints the parcel labels; set up by hand long ago.
module "labels" {
  source = "./modules/machine"

  name           = "${var.name}-labels"
  resource_group = azurerm_resource_group.shop.name
  location       = azurerm_resource_group.shop.location
  subnet_id      = module.network.subnets["web"]
  public_key     = var.operator_key
}

resource "azurerm_recovery_services_vault" "shop" {
  name                = "rsv-${var.name}"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  sku                 = "Standard"
  soft_delete_enabled = true
}

resource "azurerm_backup_policy_vm" "daily" {
  name                = "daily"
  resource_group_name = azurerm_resource_group.shop.name
  recovery_vault_name = azurerm_recovery_services_vault.shop.name

  backup {
    frequency = "Daily"
    time      = "02:00"
  }

  retention_daily {
    count = 30
  }
}

resource "azurerm_backup_protected_vm" "web" {
  count = 2

  resource_group_name = azurerm_resource_group.shop.name
  recovery_vault_name = azurerm_recovery_services_vault.shop.name
  source_vm_id        = module.web[count.index].id
  backup_policy_id    = azurerm_backup_policy_vm.daily.id
}
