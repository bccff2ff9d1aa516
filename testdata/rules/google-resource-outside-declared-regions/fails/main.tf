resource "google_storage_bucket" "orders" {
  name     = "shop-orders"
  location = "US"
  #          ^^^^ google-resource-outside-declared-regions: kept in US
}

resource "google_compute_instance" "web" {
  name         = "shop-web"
  machine_type = "e2-medium"
  zone         = "us-central1-a"
  #              ^^^^^^^^^^^^^^^ google-resource-outside-declared-regions

  boot_disk {
    initialize_params {
      image = "debian-cloud/debian-12"
    }
  }

  network_interface {
    network = "shop"
  }
}

resource "google_sql_database_instance" "orders" {
  name             = "shop-orders"
  database_version = "POSTGRES_16"
  region           = "europe-west1"

  settings {
    tier = "db-custom-2-7680"

    backup_configuration {
      enabled  = true
      location = "eu"
      #          ^^^^ google-resource-outside-declared-regions
    }
  }
}

resource "google_secret_manager_secret" "payment" {
  secret_id = "payment"

  replication {
    user_managed {
      replicas {
        location = "europe-west1"
      }

      replicas {
        location = "asia-east1"
        #          ^^^^^^^^^^^^ google-resource-outside-declared-regions
      }
    }
  }
}
