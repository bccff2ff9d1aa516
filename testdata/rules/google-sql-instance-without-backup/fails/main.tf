resource "google_sql_database_instance" "orders" {
  name             = "shop-orders"
  database_version = "POSTGRES_16"
  region           = "europe-west1"

  settings {
    tier = "db-custom-2-7680"

    backup_configuration {
      enabled = false
      #         ^^^^^ google-sql-instance-without-backup: switched off
    }
  }
}

resource "google_sql_database_instance" "carts" {
  name             = "shop-carts"
  database_version = "MYSQL_8_0"
  region           = "europe-west1"

  settings {
# ^^^^^^^^ google-sql-instance-without-backup: nothing switches backups on
    tier = "db-custom-2-7680"
  }
}

resource "google_sql_database_instance" "carts_replica" {
  name                 = "shop-carts-replica"
  database_version     = "MYSQL_8_0"
  region               = "europe-west4"
  master_instance_name = google_sql_database_instance.carts.name

  settings {
    tier = "db-custom-2-7680"
  }
}
