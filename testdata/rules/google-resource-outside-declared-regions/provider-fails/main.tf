provider "google" {
  project = "shop"
  region  = "europe-west1"
}

provider "google" {
  alias   = "dr"
  project = "shop"
  region  = "us-west1"
  #         ^^^^^^^^^^ google-resource-outside-declared-regions: goes to us-west1
  zone = "us-west1-a"
  #      ^^^^^^^^^^^^ google-resource-outside-declared-regions
}
