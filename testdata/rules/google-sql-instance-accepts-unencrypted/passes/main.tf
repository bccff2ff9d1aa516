resource "google_sql_database_instance" "orders" {
  name             = "shop-orders"
  database_version = "POSTGRES_16"
  region           = "europe-west1"

  settings {
    tier = "db-custom-2-7680"

    ip_configuration {
      ipv4_enabled    = false
      private_network = "projects/shop/global/networks/shop"
      ssl_mode        = "ENCRYPTED_ONLY"
    }
  }
}

resource "google_sql_database_instance" "payments" {
  name             = "shop-payments"
  database_version = "POSTGRES_16"
  region           = "europe-west1"

  settings {
    tier = "db-custom-2-7680"

    ip_configuration {
      ssl_mode = "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"
    }
  }
}

# The argument until google 5.
resource "google_sql_database_instance" "legacy" {
  name             = "shop-legacy"
  database_version = "MYSQL_8_0"
  region           = "europe-west1"

  settings {
    tier = "db-custom-2-7680"

    ip_configuration {
      require_ssl = true
    }
  }
}

# Only connectors get in, and they speak TLS.
resource "google_sql_database_instance" "reports" {
  name             = "shop-reports"
  database_version = "POSTGRES_16"
  region           = "europe-west1"

  settings {
    tier                  = "db-custom-2-7680"
    connector_enforcement = "REQUIRED"
  }
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
