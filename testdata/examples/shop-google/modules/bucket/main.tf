variable "name" {
  type = string
}

variable "location" {
  type = string
}

variable "key" {
  type    = string
  default = null
}

variable "readers" {
  type    = list(string)
  default = []
}

variable "keep_days" {
  description = "How long nothing may be changed or deleted."
  type        = number
  default     = 0
}

resource "google_storage_bucket" "this" {
  name                        = var.name
  location                    = var.location
  uniform_bucket_level_access = true

  versioning {
    enabled = true
  }

  dynamic "encryption" {
    for_each = var.key == null ? [] : [var.key]

    content {
      default_kms_key_name = encryption.value
    }
  }

  dynamic "retention_policy" {
    for_each = var.keep_days > 0 ? [var.keep_days] : []

    content {
      retention_period = retention_policy.value * 24 * 3600
      is_locked        = false
    }
  }
}

resource "google_storage_bucket_iam_member" "reader" {
  for_each = toset(var.readers)

  bucket = google_storage_bucket.this.name
  role   = "roles/storage.objectViewer"
  member = each.key
}

output "name" {
  value = google_storage_bucket.this.name
}
