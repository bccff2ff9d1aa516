module "database" {
  source = "./modules/database"

  name           = var.name
  resource_group = azurerm_resource_group.shop.name
  location       = azurerm_resource_group.shop.location
  subnet_id      = module.network.subnets["data"]
  password       = var.database_password
  databases      = var.databases
}
