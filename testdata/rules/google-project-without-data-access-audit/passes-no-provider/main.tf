# A module for others to call: the project is theirs.
variable "name" {
  type = string
}

resource "google_pubsub_topic" "this" {
  name = var.name
}
