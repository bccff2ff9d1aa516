variable "name" {
  type = string
}

variable "key" {
  description = "The key that messages are encrypted with."
  type        = string
  default     = null
}

resource "google_pubsub_topic" "this" {
  name         = var.name
  kms_key_name = var.key
}

resource "google_pubsub_subscription" "this" {
  name  = var.name
  topic = google_pubsub_topic.this.id
}
