variable "https_only" {
  type = bool
}

resource "azurerm_storage_account" "import" {
  name                       = "shopimport"
  resource_group_name        = "rg-shop"
  location                   = "northeurope"
  account_tier               = "Standard"
  account_replication_type   = "LRS"
  https_traffic_only_enabled = var.https_only
  #                            ?????????????? azurerm-storage-account-allows-http
}
