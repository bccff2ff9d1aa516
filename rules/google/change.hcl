# What plans do. These rules judge changes, and say nothing of source.

rule "google-data-store-destroyed" {
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
    "google_bigquery_dataset",
    "google_bigquery_table",
    "google_bigtable_instance",
    "google_compute_disk",
    "google_filestore_instance",
    "google_spanner_database",
    "google_sql_database_instance",
    "google_storage_bucket",
  ]

  # What is not empty is destroyed only where Terraform may empty it.
  when = (!is(self, "google_storage_bucket") || change.before.force_destroy == true) && (!is(self, "google_bigquery_dataset") || change.before.delete_contents_on_destroy == true)

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
    "https://cloud.google.com/sql/docs/postgres/delete-instance",
  ]
}

rule "google-deletion-protection-removed" {
  title    = "Plan takes deletion protection off"
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

  resource = [
    "google_bigquery_table",
    "google_bigtable_instance",
    "google_compute_instance",
    "google_container_cluster",
    "google_spanner_database",
    "google_sql_database_instance",
  ]

  locals {
    attribute = "deletion_protection"
  }

  when = change.before[local.attribute] == true && change.actions != ["delete"] && change.actions != ["forget"]

  assert {
    condition     = default(self[local.attribute], false) == true
    error_message = "this plan takes the deletion protection off; put it back as soon as what it is taken off for is done"
    at            = self[local.attribute]
  }

  limits     = "The guidance asks for procedures and supervision; protection is one way to hold to them, not the only one."
  references = [
    "https://cloud.google.com/sql/docs/postgres/deletion-protection",
  ]
}

rule "google-sql-backup-switched-off" {
  title    = "Plan switches backups of a Cloud SQL instance off"
  severity = "high"
  kind     = "contradiction"
  theme    = "backup"

  control "12.3.1" {
    basis  = "customer-guidance"
    reason = "The customer checks backups against its own needs; what was enough before is cut down by this plan, so the needs are to be checked anew."

    successor "8.13" {
      basis = "customer-guidance"
    }
  }

  resource = "google_sql_database_instance"

  when = change.before.settings[0].backup_configuration[0].enabled == true && change.actions != ["delete"] && change.actions != ["forget"]

  assert {
    condition     = default(self.settings[0].backup_configuration[0].enabled, false) == true
    error_message = "this plan switches automated backups off; leave `enabled` true"
    at            = self.settings[0].backup_configuration[0].enabled
  }

  limits     = "Backups by hand and exports are not seen."
  references = [
    "https://cloud.google.com/sql/docs/postgres/backup-recovery/backups",
  ]
}

rule "google-log-retention-shortened" {
  title    = "Plan keeps logs for a shorter time"
  severity = "medium"
  kind     = "contradiction"
  theme    = "log-protection"

  control "12.4.1" {
    basis  = "customer-guidance"
    reason = "The customer decides which events are to be logged and sees to it that they are there when asked for; this plan drops part of what had been kept."

    successor "8.15" {
      basis = "customer-guidance"
    }
  }

  resource = [
    "google_logging_folder_bucket_config",
    "google_logging_organization_bucket_config",
    "google_logging_project_bucket_config",
  ]

  locals {
    attribute = "retention_days"
    before    = default(change.before[local.attribute], 0)
    after     = default(self[local.attribute], 0)
  }

  when = local.before > 0 && change.actions != ["delete"] && change.actions != ["forget"]

  assert {
    condition     = local.after >= local.before
    error_message = "this plan keeps logs for ${local.after} instead of ${local.before} days, and older ones go when it is applied"
    at            = self[local.attribute]
  }

  limits     = "Copies of the logs by other sinks are not seen."
  references = [
    "https://cloud.google.com/logging/docs/buckets#custom-retention",
  ]
}
