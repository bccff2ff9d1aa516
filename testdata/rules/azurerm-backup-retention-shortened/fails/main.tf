# plan.json is written by hand, since no provider was at hand to make it.

resource "azurerm_postgresql_flexible_server" "worse" {
  name = "x"
  backup_retention_days = 7
  #                       ^ azurerm-backup-retention-shortened
}
