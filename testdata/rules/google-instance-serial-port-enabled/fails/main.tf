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
    enable-oslogin     = "TRUE"
    serial-port-enable = "TRUE"
    #                    ^^^^^^ google-instance-serial-port-enabled: `serial-port-enable` is TRUE
  }
}

resource "google_compute_instance_template" "web" {
  name_prefix  = "shop-web-"
  machine_type = "e2-medium"

  disk {
    source_image = "debian-cloud/debian-12"
  }

  network_interface {
    network = "shop"
  }

  metadata = {
    serial-port-enable = 1
    #                    ^ google-instance-serial-port-enabled
  }
}

resource "google_compute_project_metadata" "shop" {
  metadata = {
    "serial-port-enable" = true
    #                      ^^^^ google-instance-serial-port-enabled
  }
}

resource "google_compute_project_metadata_item" "serial" {
  key   = "serial-port-enable"
  value = "true"
  #       ^^^^^^ google-instance-serial-port-enabled
}
