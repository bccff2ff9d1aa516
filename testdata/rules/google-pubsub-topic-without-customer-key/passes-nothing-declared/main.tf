resource "google_pubsub_topic" "plain" {
  name = "orders"
}
