variable "key" {
  type    = string
  default = null
}

resource "google_pubsub_topic" "this" {
  name         = "orders"
  kms_key_name = var.key
  #              ^^^^^^^ google-pubsub-topic-without-customer-key
}
