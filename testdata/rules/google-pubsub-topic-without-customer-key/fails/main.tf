resource "google_pubsub_topic" "plain" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ google-pubsub-topic-without-customer-key: `kms_key_name` is not set
  name = "orders"
}

resource "google_pubsub_topic" "empty" {
  name         = "orders-empty"
  kms_key_name = ""
  #              ^^ google-pubsub-topic-without-customer-key
}
