resource "google_service_account" "web" {
  account_id   = "shop-web"
  display_name = "The shop"
}

resource "google_container_cluster" "shop" {
  name                = "shop"
  location            = var.region
  network             = module.network.network
  subnetwork          = module.network.subnetwork
  enable_autopilot    = true
  deletion_protection = true

  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = false
  }

  # The pipeline runs on machines of its provider, which sit in Google's cloud too.
  master_authorized_networks_config {
    gcp_public_cidrs_access_enabled = true

    cidr_blocks {
      cidr_block   = "198.51.100.0/24"
      display_name = "office"
    }
  }

  release_channel {
    channel = "REGULAR"
  }
}

# Prints the parcel labels; set up by hand long ago.
resource "google_compute_instance" "labels" {
  name         = "labels"
  machine_type = "e2-small"
  zone         = "${var.region}-b"
  tags         = ["labels"]

  boot_disk {
    initialize_params {
      image = "debian-cloud/debian-12"
    }
  }

  network_interface {
    subnetwork = module.network.subnetwork

    access_config {}
  }

  shielded_instance_config {
    enable_secure_boot = true
  }

  metadata = {
    enable-oslogin     = "TRUE"
    serial-port-enable = var.debug
  }

  service_account {
    email  = google_service_account.web.email
    scopes = ["cloud-platform"]
  }
}
