# What plans do. These rules judge changes, and say nothing of source.

rule "aws-data-store-destroyed" {
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
    "aws_db_instance",
    "aws_docdb_cluster",
    "aws_dynamodb_table",
    "aws_ebs_volume",
    "aws_efs_file_system",
    "aws_neptune_cluster",
    "aws_opensearch_domain",
    "aws_rds_cluster",
    "aws_redshift_cluster",
    "aws_s3_bucket",
  ]

  # Replicas are rebuilt from their source, and a bucket that is not empty is destroyed only where Terraform may empty it.
  when = change.before.replicate_source_db == null && (!is(self, "aws_s3_bucket") || change.before.force_destroy == true)

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
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
  ]
}

rule "aws-deletion-protection-removed" {
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
    "aws_db_instance",
    "aws_docdb_cluster",
    "aws_dynamodb_table",
    "aws_neptune_cluster",
    "aws_rds_cluster",
  ]

  locals {
    attribute = is(self, "aws_dynamodb_table") ? "deletion_protection_enabled" : "deletion_protection"
  }

  when = change.before[local.attribute] == true && change.actions != ["delete"] && change.actions != ["forget"]

  assert {
    condition     = default(self[local.attribute], false) == true
    error_message = "this plan takes the deletion protection off; put it back as soon as what it is taken off for is done"
    at            = self[local.attribute]
  }

  limits     = "The guidance asks for procedures and supervision; protection is one way to hold to them, not the only one."
  references = [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html#USER_DeleteInstance.DeletionProtection",
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html",
  ]
}

rule "aws-logging-switched-off" {
  title    = "Plan ends a logging"
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

  resource = [
    "aws_cloudtrail",
    "aws_config_configuration_recorder",
    "aws_flow_log",
    "aws_route53_query_log",
    "aws_s3_bucket_logging",
    "aws_wafv2_web_acl_logging_configuration",
  ]

  assert {
    condition     = change.actions != ["delete"]
    error_message = "this plan removes it, and what it recorded is recorded no longer"
  }

  assert {
    when          = is(self, "aws_cloudtrail") && default(change.before.enable_logging, change.before != null) == true && change.actions != ["delete"] && change.actions != ["forget"]
    condition     = default(self.enable_logging, true) == true
    error_message = "this plan stops the trail; leave `enable_logging` true"
    at            = self.enable_logging
  }

  limits     = "Where what is logged goes as well, or another resource takes the logging over, nothing is lost; the plan does not tell which it is."
  references = [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-turning-off-logging.html",
    "https://docs.aws.amazon.com/vpc/latest/userguide/working-with-flow-logs.html",
  ]
}

rule "aws-encryption-switched-off" {
  title    = "Plan goes without encryption at rest that was there"
  severity = "high"
  kind     = "contradiction"
  theme    = "encryption-at-rest"

  control "10.1.1" {
    basis  = "customer-guidance"
    reason = "Data kept in the service is to be protected by cryptography where the risk asks for it; it was so before this plan, and no longer is after it."

    successor "8.24" {
      basis = "customer-guidance"
    }
  }

  resource = [
    "aws_db_instance",
    "aws_docdb_cluster",
    "aws_ebs_volume",
    "aws_efs_file_system",
    "aws_neptune_cluster",
    "aws_rds_cluster",
  ]

  locals {
    attribute = is(self, "aws_ebs_volume", "aws_efs_file_system") ? "encrypted" : "storage_encrypted"
  }

  when = change.before[local.attribute] == true && change.actions != ["delete"] && change.actions != ["forget"]

  assert {
    condition     = default(self[local.attribute], false) == true
    error_message = "this plan replaces what is encrypted by what is not; leave `${local.attribute}` true"
    at            = self[local.attribute]
  }

  limits     = "Encryption by default that is switched on outside this configuration is not seen."
  references = [
    "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
  ]
}

rule "aws-backup-retention-shortened" {
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
    "aws_db_instance",
    "aws_docdb_cluster",
    "aws_elasticache_replication_group",
    "aws_neptune_cluster",
    "aws_rds_cluster",
    "aws_redshift_cluster",
  ]

  locals {
    attribute = is(self, "aws_redshift_cluster") ? "automated_snapshot_retention_period" : is(self, "aws_elasticache_replication_group") ? "snapshot_retention_limit" : "backup_retention_period"
    before    = default(change.before[local.attribute], 0)
    after     = default(self[local.attribute], 0)
  }

  when = local.before > 0 && change.actions != ["delete"] && change.actions != ["forget"]

  assert {
    condition     = local.after >= local.before
    error_message = "this plan keeps automated backups for ${local.after} instead of ${local.before} days, and older ones go when it is applied"
    at            = self[local.attribute]
  }

  limits     = "Backups by AWS Backup, snapshots by hand and dumps are not seen."
  references = [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html",
  ]
}

rule "aws-log-retention-shortened" {
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

  resource = "aws_cloudwatch_log_group"

  locals {
    # Zero, and nothing, is for ever.
    for_ever = default(self.retention_in_days, 0) == 0
    before   = default(change.before.retention_in_days, 0)
  }

  when = change.before != null && change.actions != ["delete"] && change.actions != ["forget"]

  assert {
    condition     = local.for_ever || (local.before > 0 && self.retention_in_days >= local.before)
    error_message = "this plan keeps events for ${self.retention_in_days} days instead of ${local.before == 0 ? "for ever" : local.before}, and older ones go when it is applied"
    at            = self.retention_in_days
  }

  limits     = "Copies of the events elsewhere, such as in a bucket, are not seen."
  references = [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
  ]
}
