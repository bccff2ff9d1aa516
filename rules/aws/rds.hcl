rule "aws-rds-backup-too-short" {
  title    = "RDS database keeps automated backups too briefly or not at all"
  severity = "medium"
  kind     = "contradiction"
  theme    = "backup"

  control "12.3.1" {
    basis  = "customer-guidance"
    reason = "The customer checks the provider's backup against its own needs; RDS backs up only for as many days as it is told, and this database asks for fewer than the minimum."

    successor "8.13" {
      basis = "customer-guidance"
    }
  }

  resource = ["aws_db_instance", "aws_rds_cluster"]

  # Replicas are rebuilt from their source. What is restored takes over the retention of its origin unless told otherwise.
  when = (
    self.replicate_source_db == null
    && self.replication_source_identifier == null
    && (self.backup_retention_period != null || (self.snapshot_identifier == null && length(self.restore_to_point_in_time) == 0))
  )

  param "minimum_days" {
    default = 7
    source  = "what the RDS console proposes for a new database; the standard names no number of days"
  }

  locals {
    # Without the argument the provider asks for no backups of an instance, and the service keeps those of a cluster for
    # a day, which is also the least that a cluster can have.
    days = is(self, "aws_rds_cluster") ? max(default(self.backup_retention_period, 1), 1) : default(self.backup_retention_period, 0)
  }

  assert {
    condition = local.days >= param.minimum_days
    error_message = (
      local.days == 0
      ? "there are no automated backups: `backup_retention_period` is ${self.backup_retention_period == null ? "not set, which is 0" : "0"}; set it to ${param.minimum_days} or more"
      : "automated backups are kept for ${local.days} day${local.days == 1 ? "" : "s"}${self.backup_retention_period == 0 ? ", the least that a cluster has" : ""}${self.backup_retention_period == null ? " where `backup_retention_period` is not set" : ""}; set it to ${param.minimum_days} or more"
    )
    at = self.backup_retention_period
  }

  fix "keep backups for a week" {
    safety = "unsafe"
    set    = { backup_retention_period = param.minimum_days }
  }

  limits     = "Backups by AWS Backup, snapshots by hand and dumps are not seen. A database restored from a snapshot without a period of its own is not judged."
  references = [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster",
  ]
}
