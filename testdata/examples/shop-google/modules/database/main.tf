variable "name" {
  type = string
}

variable "region" {
  type = string
}

variable "network" {
  type = string
}

variable "key" {
  type = string
}

variable "options" {
  type = object({
    tier    = string
    version = string
    tls     = string
    backup  = bool
  })
}

resource "google_sql_database_instance" "this" {
  name                = var.name
  region              = var.region
  database_version    = var.options.version
  encryption_key_name = var.key
  deletion_protection = true

  settings {
    tier = var.options.tier

    ip_configuration {
      ipv4_enabled    = false
      private_network = var.network
      ssl_mode        = var.options.tls
    }

    backup_configuration {
      enabled                        = var.options.backup
      point_in_time_recovery_enabled = var.options.backup
    }
  }
}

output "connection" {
  value = google_sql_database_instance.this.connection_name
}
