resource "google_storage_bucket" "assets" {
  name                        = "shop-assets"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "assets" {
  bucket = google_storage_bucket.assets.name
  role   = "roles/storage.objectViewer"
  member = "allUsers"
  #        ^^^^^^^^^^ google-storage-bucket-public: the grant is to `allUsers`
}

resource "google_storage_bucket_iam_binding" "exports" {
  bucket = "shop-exports"
  role   = "roles/storage.objectViewer"
  members = [
    "group:analysts@example.com",
    "allAuthenticatedUsers",
  # ^^^^^^^^^^^^^^^^^^^^^^^ google-storage-bucket-public
  ]
}

resource "google_storage_bucket_acl" "media" {
  bucket         = "shop-media"
  predefined_acl = "publicRead"
  #                ^^^^^^^^^^^^ google-storage-bucket-public
}

resource "google_storage_bucket_acl" "thumbs" {
  bucket = "shop-thumbs"
  role_entity = [
    "OWNER:group-media@example.com",
    "READER:allUsers",
  # ^^^^^^^^^^^^^^^^^ google-storage-bucket-public
  ]
}

resource "google_storage_bucket_access_control" "legacy" {
  bucket = "shop-legacy"
  role   = "READER"
  entity = "allUsers"
  #        ^^^^^^^^^^ google-storage-bucket-public
}
