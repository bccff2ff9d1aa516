resource "google_compute_network" "shop" {
  name                    = "shop"
  auto_create_subnetworks = false
}

resource "google_compute_firewall" "web" {
  name          = "shop-web"
  network       = google_compute_network.shop.name
  source_ranges = ["0.0.0.0/0"]

  allow {
    protocol = "tcp"
    ports    = ["80", "443"]
  }

  allow {
    protocol = "icmp"
  }

  allow {
    protocol = "udp"
    ports    = ["443"]
  }
}

# From Identity-Aware Proxy.
resource "google_compute_firewall" "iap" {
  name          = "shop-iap"
  network       = google_compute_network.shop.name
  source_ranges = ["35.235.240.0/20"]

  allow {
    protocol = "tcp"
    ports    = ["22", "3389"]
  }
}

resource "google_compute_firewall" "within" {
  name        = "shop-within"
  network     = google_compute_network.shop.name
  source_tags = ["web"]

  allow {
    protocol = "all"
  }
}

resource "google_compute_firewall" "closed" {
  name          = "shop-closed"
  network       = google_compute_network.shop.name
  source_ranges = ["0.0.0.0/0"]

  deny {
    protocol = "tcp"
    ports    = ["22"]
  }
}

resource "google_compute_firewall" "out" {
  name               = "shop-out"
  network            = google_compute_network.shop.name
  direction          = "EGRESS"
  destination_ranges = ["0.0.0.0/0"]

  allow {
    protocol = "all"
  }
}

resource "google_compute_firewall" "retired" {
  name          = "shop-retired"
  network       = google_compute_network.shop.name
  source_ranges = ["0.0.0.0/0"]
  disabled      = true

  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
}
