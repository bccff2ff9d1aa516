# Cloud SQL.

rule "google-sql-instance-accepts-unencrypted" {
  title    = "Database accepts connections without TLS"
  severity = "high"
  kind     = "contradiction"
  theme    = "encryption-in-transit"

  control "10.1.1" {
    basis  = "customer-guidance"
    reason = "Cryptography is to cover data on its way to and within the service; this instance leaves it to every client whether the connection is encrypted."
    successor "8.24" {
      basis = "customer-guidance"
    }
  }

  control "13.2.1" {
    basis  = "base-control"
    reason = "Transfer of information is to be protected whatever the means of communication."
    successor "5.14" {
      basis = "base-control"
    }
  }

  resource = "google_sql_database_instance"

  # Where only connectors may connect, they bring TLS with them.
  when = (
    self.settings[0] != null
    && self.settings[0].connector_enforcement != "REQUIRED"
    # A clone takes over what it does not say itself.
    && !(length(self.clone) > 0 && local.ip.ssl_mode == null && local.ip.require_ssl == null)
  )

  locals {
    ip = self.settings[0].ip_configuration[0]
  }

  # require_ssl ended with google 6.
  assert {
    condition     = local.ip.ssl_mode == "ENCRYPTED_ONLY" || local.ip.ssl_mode == "TRUSTED_CLIENT_CERTIFICATE_REQUIRED" || tobool(local.ip.require_ssl) == true
    error_message = local.ip.ssl_mode == null ? "`ssl_mode` is not set, and Cloud SQL then accepts connections without TLS; set it to \"ENCRYPTED_ONLY\" or stricter" : "`ssl_mode` is ${local.ip.ssl_mode}: connections without TLS are accepted; use \"ENCRYPTED_ONLY\" or stricter"
    at            = self.settings[0].ip_configuration[0].ssl_mode

    fix "refuse connections without TLS" {
      safety = "unsafe"
      when   = self.settings[0].ip_configuration[0] != null && local.ip.require_ssl == null
      set    = { "settings[0].ip_configuration[0].ssl_mode" = "ENCRYPTED_ONLY" }
    }
  }

  limits = "Clients may use TLS all the same; the instance does not insist."
  references = [
    "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/sql_database_instance",
    "https://cloud.google.com/sql/docs/postgres/configure-ssl-instance",
  ]
}

rule "google-sql-instance-without-backup" {
  title    = "Database is not backed up"
  severity = "high"
  kind     = "contradiction"
  theme    = "backup"

  control "12.3.1" {
    basis  = "customer-guidance"
    reason = "The customer is to see that the backups the service makes meet the need; this instance makes none."
    successor "8.13" {
      basis = "customer-guidance"
    }
  }

  resource = "google_sql_database_instance"

  when = (
    self.settings[0] != null
    # A replica is backed up with its primary.
    && self.master_instance_name == null
    # A clone takes over what it does not say itself.
    && !(length(self.clone) > 0 && local.backup.enabled == null)
  )

  locals {
    backup = self.settings[0].backup_configuration[0]
  }

  assert {
    condition     = tobool(local.backup.enabled) == true || length(companions("google_backup_dr_backup_plan_association", "resource")) > 0
    error_message = local.backup.enabled == null ? "nothing switches backups on; add `backup_configuration` with `enabled = true`" : "`backup_configuration` is switched off; set `enabled = true`"
    at            = self.settings[0].backup_configuration[0].enabled

    fix "back the database up every day" {
      safety = "safe"
      set    = { "settings[0].backup_configuration[0].enabled" = true }
    }
  }

  limits = "Exports and copies that something else makes are not seen. Whether restoring works is not either."
  references = [
    "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/sql_database_instance",
    "https://cloud.google.com/sql/docs/postgres/backup-recovery/backups",
  ]
}
