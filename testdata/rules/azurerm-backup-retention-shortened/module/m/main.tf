variable "setting" {
  type = number
}

resource "azurerm_postgresql_flexible_server" "data" {
  name = "x"
  backup_retention_days = var.setting
  #                       ^^^^^^^^^^^ azurerm-backup-retention-shortened
}
