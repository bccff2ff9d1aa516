resource "google_sql_database_instance" "orders" {
  name             = "shop-orders"
  database_version = "POSTGRES_16"
  region           = "europe-west1"

  settings {
    tier = "db-custom-2-7680"

    ip_configuration {
      ipv4_enabled    = false
      private_network = "projects/shop/global/networks/shop"
      ssl_mode        = "ALLOW_UNENCRYPTED_AND_ENCRYPTED"
      #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ google-sql-instance-accepts-unencrypted: connections without TLS are accepted
    }
  }
}

resource "google_sql_database_instance" "carts" {
  name             = "shop-carts"
  database_version = "MYSQL_8_0"
  region           = "europe-west1"

  settings {
    tier = "db-custom-2-7680"

    ip_configuration {
  # ^^^^^^^^^^^^^^^^ google-sql-instance-accepts-unencrypted: is not set
      ipv4_enabled = true
    }
  }
}

resource "google_sql_database_instance" "legacy" {
  name             = "shop-legacy"
  database_version = "MYSQL_8_0"
  region           = "europe-west1"

  settings {
# ^^^^^^^^ google-sql-instance-accepts-unencrypted
    tier = "db-custom-2-7680"
  }
}
