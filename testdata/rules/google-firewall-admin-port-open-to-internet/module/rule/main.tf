variable "name" {
  type = string
}

variable "from" {
  type = list(string)
}

variable "ports" {
  type = list(number)
}

resource "google_compute_firewall" "this" {
  name          = var.name
  network       = "shop"
  source_ranges = var.from
  #               ^^^^^^^^ google-firewall-admin-port-open-to-internet

  allow {
    protocol = "tcp"
    ports    = var.ports
  }
}
