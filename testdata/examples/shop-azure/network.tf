module "network" {
  source = "./modules/network"

  name           = var.name
  resource_group = azurerm_resource_group.shop.name
  location       = azurerm_resource_group.shop.location
  range          = "10.20.0.0/16"

  subnets = {
    web  = { range = "10.20.1.0/24" }
    data = { range = "10.20.2.0/24", endpoints = ["Microsoft.Sql", "Microsoft.Storage", "Microsoft.KeyVault"] }
  }

  inbound = {
    web = {
      https = { priority = 100, port = "443", from = ["*"] }
      ssh   = { priority = 110, port = "22", from = var.admin_networks }
    }

    data = {
      sql = { priority = 100, port = "1433", from = ["10.20.1.0/24"] }
    }
  }
}
