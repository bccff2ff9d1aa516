# Left out: true.
resource "azurerm_storage_account" "orders" {
  name                     = "shoporders"
  resource_group_name      = "rg-shop"
  location                 = "northeurope"
  account_tier             = "Standard"
  account_replication_type = "GRS"
}

resource "azurerm_storage_account" "invoices" {
  name                       = "shopinvoices"
  resource_group_name        = "rg-shop"
  location                   = "northeurope"
  account_tier               = "Standard"
  account_replication_type   = "GRS"
  https_traffic_only_enabled = true
}

resource "azurerm_storage_account" "legacy" {
  name                      = "shoplegacy"
  resource_group_name       = "rg-shop"
  location                  = "northeurope"
  account_tier              = "Standard"
  account_replication_type  = "LRS"
  enable_https_traffic_only = true
}
