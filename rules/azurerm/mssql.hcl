# Azure SQL.

rule "azurerm-mssql-database-unencrypted" {
  title    = "SQL database is not encrypted at rest"
  severity = "high"
  kind     = "contradiction"
  theme    = "encryption-at-rest"

  control "10.1.1" {
    basis  = "customer-guidance"
    reason = "Cryptography is to cover data in storage where risk asks for it; the service encrypts by default, and this database, with its logs and backups, is taken out."
    successor "8.24" {
      basis = "customer-guidance"
    }
  }

  resource = "azurerm_mssql_database"

  assert {
    condition     = tobool(self.transparent_data_encryption_enabled) != false
    error_message = "`transparent_data_encryption_enabled` is false: data files, logs and backups are written in clear"
    at            = self.transparent_data_encryption_enabled

    fix "encrypt the database" {
      safety = "safe"
      set    = { transparent_data_encryption_enabled = true }
    }
  }

  limits = "Whose key encrypts is another question."
  references = [
    "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/mssql_database#transparent_data_encryption_enabled-1",
    "https://learn.microsoft.com/azure/azure-sql/database/transparent-data-encryption-tde-overview",
  ]
}
