data "google_iam_policy" "site" {
  binding {
    role    = "roles/storage.admin"
    members = ["group:web@example.com"]
  }

  binding {
    role    = "roles/storage.objectViewer"
    members = ["allUsers"]
    #          ^^^^^^^^^^ google-storage-bucket-public
  }
}

resource "google_storage_bucket" "site" {
  name     = "shop-site"
  location = "EU"
}

resource "google_storage_bucket_iam_policy" "site" {
  bucket      = google_storage_bucket.site.name
  policy_data = data.google_iam_policy.site.policy_data
}
