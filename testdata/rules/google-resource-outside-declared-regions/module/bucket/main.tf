variable "name" {
  type = string
}

variable "location" {
  type = string
}

resource "google_storage_bucket" "this" {
  name     = var.name
  location = var.location
  #          ^^^^^^^^^^^^ google-resource-outside-declared-regions: kept in us-east1
}
