resource "google_compute_address" "this" {
  name = "shop"
}
