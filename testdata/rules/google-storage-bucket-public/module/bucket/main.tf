variable "name" {
  type = string
}

variable "readers" {
  type = set(string)
}

resource "google_storage_bucket" "this" {
  name                        = var.name
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "readers" {
  for_each = var.readers

  bucket = google_storage_bucket.this.name
  role   = "roles/storage.objectViewer"
  member = each.key
  #        ^^^^^^^^ google-storage-bucket-public
}
