variable "reader" {
  type = string
}

resource "google_storage_bucket_iam_member" "assets" {
  bucket = "shop-assets"
  role   = "roles/storage.objectViewer"
  member = var.reader
  #        ?????????? google-storage-bucket-public
}
