# plan.json is written by hand, since no provider was at hand to make it.

resource "terraform_data" "answer" {
  input = "x"
}

resource "azurerm_postgresql_flexible_server" "worse" {
  name = "x"
  backup_retention_days = terraform_data.answer.output
  #                       ???????????????????????????? azurerm-backup-retention-shortened
}
