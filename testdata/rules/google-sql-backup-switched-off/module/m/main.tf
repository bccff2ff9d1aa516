variable "setting" {
  type = bool
}

resource "google_sql_database_instance" "data" {
  name = "x"

  settings {
    tier = "db-f1-micro"

    backup_configuration {
      enabled = var.setting
      #         ^^^^^^^^^^^ google-sql-backup-switched-off
    }
  }
}
