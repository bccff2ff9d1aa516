variable "ssl_mode" {
  type = string
}

resource "google_sql_database_instance" "orders" {
  name             = "shop-orders"
  database_version = "POSTGRES_16"
  region           = "europe-west1"

  settings {
    tier = "db-custom-2-7680"

    ip_configuration {
      ssl_mode = var.ssl_mode
      #          ???????????? google-sql-instance-accepts-unencrypted
    }
  }
}
