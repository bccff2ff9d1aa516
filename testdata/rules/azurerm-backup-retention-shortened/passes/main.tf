# plan.json is written by hand, since no provider was at hand to make it.

resource "azurerm_postgresql_flexible_server" "same" {
  name = "x"
  backup_retention_days = 35
}

# It was so before.
resource "azurerm_postgresql_flexible_server" "bad_before" {
  name = "x"
  backup_retention_days = 7
}

resource "azurerm_postgresql_flexible_server" "created" {
  name = "x"
  backup_retention_days = 7
}
