locals {
  accounts = {
    # What customers see.
    assets = { public = true, subnets = [] }

    # What the parcel service fetches; its client speaks HTTP only, and has a tenant of its own.
    exports = { https_only = false, other_tenants = true }

    invoices = { replication = "GZRS" }
  }
}

module "account" {
  source   = "./modules/account"
  for_each = local.accounts

  name           = "${var.name}${each.key}"
  resource_group = azurerm_resource_group.shop.name
  location       = azurerm_resource_group.shop.location
  subnets        = try(each.value.subnets, [module.network.subnets["data"]])
  settings       = each.value
}
