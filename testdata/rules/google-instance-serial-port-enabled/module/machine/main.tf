variable "name" {
  type = string
}

variable "metadata" {
  type    = map(string)
  default = {}
}

resource "google_compute_instance" "this" {
  name         = var.name
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

  metadata = merge({ enable-oslogin = "TRUE" }, var.metadata)
  #                                             ^^^^^^^^^^^^ google-instance-serial-port-enabled
}
