variable "admin_ranges" {
  type = list(string)
}

resource "google_compute_firewall" "ssh" {
  name          = "shop-ssh"
  network       = "shop"
  source_ranges = var.admin_ranges
  #               ???????????????? google-firewall-admin-port-open-to-internet

  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
}
