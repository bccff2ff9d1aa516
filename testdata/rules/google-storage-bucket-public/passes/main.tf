resource "google_service_account" "shop" {
  account_id = "shop-web"
}

resource "google_storage_bucket" "orders" {
  name                        = "shop-orders"
  location                    = "EU"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
}

resource "google_storage_bucket_iam_member" "orders" {
  bucket = google_storage_bucket.orders.name
  role   = "roles/storage.objectAdmin"
  member = "serviceAccount:${google_service_account.shop.email}"
}

resource "google_storage_bucket_iam_member" "invoices" {
  bucket = google_storage_bucket.orders.name
  role   = "roles/storage.objectAdmin"
  member = google_service_account.shop.member
}

resource "google_storage_bucket_iam_binding" "orders" {
  bucket  = google_storage_bucket.orders.name
  role    = "roles/storage.objectViewer"
  members = ["group:finance@example.com", "user:allusers@example.com"]
}

resource "google_storage_bucket_acl" "media" {
  bucket      = "shop-media"
  role_entity = ["OWNER:group-media@example.com"]
}

data "google_iam_policy" "archive" {
  binding {
    role    = "roles/storage.objectViewer"
    members = ["group:auditors@example.com"]
  }
}

resource "google_storage_bucket_iam_policy" "archive" {
  bucket      = "shop-archive"
  policy_data = data.google_iam_policy.archive.policy_data
}
