resource "google_compute_network" "shop" {
  name                    = "shop"
  auto_create_subnetworks = false
}

resource "google_compute_firewall" "ssh" {
  name          = "shop-ssh"
  network       = google_compute_network.shop.name
  source_ranges = ["0.0.0.0/0"]
  #                ^^^^^^^^^^^ google-firewall-admin-port-open-to-internet: everyone may reach port 22

  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
}

resource "google_compute_firewall" "windows" {
  name          = "shop-windows"
  network       = google_compute_network.shop.name
  direction     = "INGRESS"
  source_ranges = ["10.0.0.0/8", "::/0"]
  #                              ^^^^^^ google-firewall-admin-port-open-to-internet: port 3389

  allow {
    protocol = "icmp"
  }

  allow {
    protocol = "tcp"
    ports    = ["443", "3000-4000"]
  }
}

# No ports are all ports.
resource "google_compute_firewall" "all" {
  name          = "shop-all"
  network       = google_compute_network.shop.name
  source_ranges = ["0.0.0.0/0"]
  #                ^^^^^^^^^^^ google-firewall-admin-port-open-to-internet: everyone may reach port 22
  target_tags = ["jump"]

  allow {
    protocol = "all"
  }
}
