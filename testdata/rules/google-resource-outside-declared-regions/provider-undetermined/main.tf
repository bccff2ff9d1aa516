variable "region" {
  type = string
}

provider "google" {
  project = "shop"
  region  = var.region
  #         ?????????? google-resource-outside-declared-regions
}
