variable "name" {
  type = string
}

variable "locked" {
  type    = bool
  default = false
}

resource "google_storage_bucket" "this" {
  name     = var.name
  location = "EU"

  retention_policy {
    is_locked = var.locked
    #           ^^^^^^^^^^ google-log-bucket-without-retention-lock
    retention_period = 31536000
  }
}

output "name" {
  value = google_storage_bucket.this.name
}
