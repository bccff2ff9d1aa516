variable "key" {
  type = string
}

resource "google_pubsub_topic" "maybe" {
  name         = "orders"
  kms_key_name = var.key
  #              ??????? google-pubsub-topic-without-customer-key
}
