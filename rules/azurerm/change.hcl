# What plans do. These rules judge changes, and say nothing of source.

rule "azurerm-data-store-destroyed" {
  title    = "Plan destroys a data store"
  severity = "high"
  kind     = "contradiction"
  theme    = "backup"

  control "CLD.12.1.5" {
    basis  = "customer-guidance"
    reason = "Operations that can wipe out assets for good follow a written procedure, and someone senior watches them; this plan holds such an operation, so it wants a second look before it is applied."

    successor "5.37" {
      basis = "customer-guidance"
    }
  }

  resource = [
    "azurerm_cosmosdb_account",
    "azurerm_managed_disk",
    "azurerm_mssql_database",
    "azurerm_mysql_flexible_server",
    "azurerm_postgresql_flexible_server",
    "azurerm_storage_account",
  ]

  assert {
    condition = !contains(change.actions, "delete")
    error_message = (
      contains(change.actions, "create")
      ? "this plan destroys it and creates an empty one in its place; see that what it holds is saved, or change it without a replacement"
      : "this plan destroys it, and what it holds with it; see that a copy is kept as long as it is needed"
    )
  }

  limits     = "Whether a procedure is followed, and whether snapshots or backups remain, a plan does not tell."
  references = [
    "https://developer.hashicorp.com/terraform/internals/json-format#change-representation",
    "https://learn.microsoft.com/en-us/azure/storage/common/storage-account-recover",
  ]
}

rule "azurerm-lock-removed" {
  title    = "Plan takes a management lock off"
  severity = "medium"
  kind     = "contradiction"
  theme    = "backup"

  control "CLD.12.1.5" {
    basis  = "other-information"
    reason = "Deleting is among the operations that can do harm beyond repair; what kept it from happening by accident goes with this plan."

    successor "5.37" {
      basis = "base-control"
    }
  }

  resource = "azurerm_management_lock"

  assert {
    condition     = change.actions != ["delete"]
    error_message = "this plan removes the lock, and what it locked can be deleted or changed again; put it back as soon as what it is taken off for is done"
  }

  limits     = "The guidance asks for procedures and supervision; locks are one way to hold to them, not the only one."
  references = [
    "https://learn.microsoft.com/en-us/azure/azure-resource-manager/management/lock-resources",
  ]
}

rule "azurerm-diagnostic-setting-removed" {
  title    = "Plan ends the export of logs"
  severity = "medium"
  kind     = "contradiction"
  theme    = "audit-logging"

  control "12.4.1" {
    basis  = "customer-guidance"
    reason = "The customer decides which events are to be logged and sees to it that they are; this plan ends a logging that had been decided on."

    successor "8.15" {
      basis = "customer-guidance"
    }
  }

  resource = "azurerm_monitor_diagnostic_setting"

  assert {
    condition     = change.actions != ["delete"]
    error_message = "this plan removes the diagnostic setting, and what it exported is exported no longer"
  }

  limits     = "Where what is logged goes as well, or another setting takes the export over, nothing is lost; the plan does not tell which it is."
  references = [
    "https://learn.microsoft.com/en-us/azure/azure-monitor/essentials/diagnostic-settings",
  ]
}

rule "azurerm-backup-retention-shortened" {
  title    = "Plan keeps automated backups for a shorter time"
  severity = "medium"
  kind     = "contradiction"
  theme    = "backup"

  control "12.3.1" {
    basis  = "customer-guidance"
    reason = "The customer checks backups against its own needs; what was enough before is cut down by this plan, so the needs are to be checked anew."

    successor "8.13" {
      basis = "customer-guidance"
    }
  }

  resource = [
    "azurerm_mysql_flexible_server",
    "azurerm_postgresql_flexible_server",
  ]

  locals {
    attribute = "backup_retention_days"
    before    = default(change.before[local.attribute], 0)
    after     = default(self[local.attribute], 0)
  }

  when = local.before > 0 && change.actions != ["delete"] && change.actions != ["forget"]

  assert {
    condition     = local.after >= local.before
    error_message = "this plan keeps automated backups for ${local.after} instead of ${local.before} days, and older ones go when it is applied"
    at            = self[local.attribute]
  }

  limits     = "Long-term retention by Azure Backup and dumps are not seen."
  references = [
    "https://learn.microsoft.com/en-us/azure/postgresql/flexible-server/concepts-backup-restore",
  ]
}
