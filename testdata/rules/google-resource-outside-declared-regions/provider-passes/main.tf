provider "google" {
  project = "shop"
  region  = "europe-west1"
  zone    = "europe-west1-b"
}

provider "google" {
  alias   = "nowhere"
  project = "shop"
}
