variable "debug" {
  type = bool
}

resource "google_compute_instance" "web" {
  name         = "shop-web"
  machine_type = "e2-medium"
  zone         = "europe-west1-b"

  boot_disk {
    initialize_params {
      image = "debian-cloud/debian-12"
    }
  }

  network_interface {
    network = "shop"
  }

  metadata = {
    serial-port-enable = var.debug
    #                    ????????? google-instance-serial-port-enabled
  }
}
