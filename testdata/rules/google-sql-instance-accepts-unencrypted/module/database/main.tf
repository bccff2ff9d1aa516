variable "name" {
  type = string
}

variable "tls" {
  type    = string
  default = "ALLOW_UNENCRYPTED_AND_ENCRYPTED"
}

resource "google_sql_database_instance" "this" {
  name             = var.name
  database_version = "POSTGRES_16"
  region           = "europe-west1"

  settings {
    tier = "db-custom-2-7680"

    ip_configuration {
      ipv4_enabled = false
      ssl_mode     = var.tls
      #              ^^^^^^^ google-sql-instance-accepts-unencrypted
    }
  }
}
