variable "name" {
  type = string
}

variable "backups" {
  type = bool
}

resource "google_sql_database_instance" "this" {
  name             = var.name
  database_version = "POSTGRES_16"
  region           = "europe-west1"

  settings {
    tier = "db-custom-2-7680"

    backup_configuration {
      enabled = var.backups
      #         ^^^^^^^^^^^ google-sql-instance-without-backup
    }
  }
}
