resource "google_sql_database_instance" "orders" {
  name             = "shop-orders"
  database_version = "POSTGRES_16"
  region           = "europe-west1"

  settings {
    tier = "db-custom-2-7680"

    backup_configuration {
      enabled                        = true
      point_in_time_recovery_enabled = true
    }
  }
}

# Backed up by the backup service.
resource "google_sql_database_instance" "carts" {
  name             = "shop-carts"
  database_version = "MYSQL_8_0"
  region           = "europe-west1"

  settings {
    tier = "db-custom-2-7680"
  }
}

resource "google_backup_dr_backup_plan_association" "carts" {
  backup_plan_association_id = "shop-carts"
  location                   = "europe-west1"
  resource                   = google_sql_database_instance.carts.id
  resource_type              = "sqladmin.googleapis.com/Instance"
  backup_plan                = "projects/shop/locations/europe-west1/backupPlans/daily"
}

# A clone takes over the settings of its source.
resource "google_sql_database_instance" "copy" {
  name             = "shop-copy"
  database_version = "POSTGRES_16"
  region           = "europe-west1"

  clone {
    source_instance_name = google_sql_database_instance.orders.name
  }

  settings {
    tier = "db-custom-2-7680"
  }
}
