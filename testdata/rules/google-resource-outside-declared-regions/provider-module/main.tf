variable "region" {
  type    = string
  default = "us-east4"
}

locals {
  place = var.region
}

provider "google" {
  project = "shop"
  region  = local.place
  #         ^^^^^^^^^^^ google-resource-outside-declared-regions
}

module "bucket" {
  source = "./bucket"
}
