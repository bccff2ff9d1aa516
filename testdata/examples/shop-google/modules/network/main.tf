variable "name" {
  type = string
}

variable "region" {
  type = string
}

variable "range" {
  type = string
}

variable "inbound" {
  description = "What is let in."
  type = map(object({
    ports = list(string)
    from  = list(string)
    tags  = list(string)
  }))
}

resource "google_compute_network" "this" {
  name                    = var.name
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "this" {
  name                     = "${var.name}-${var.region}"
  network                  = google_compute_network.this.id
  region                   = var.region
  ip_cidr_range            = var.range
  private_ip_google_access = true

  log_config {
    aggregation_interval = "INTERVAL_5_SEC"
    flow_sampling        = 0.5
    metadata             = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_firewall" "this" {
  for_each = var.inbound

  name          = "${var.name}-${each.key}"
  network       = google_compute_network.this.name
  direction     = "INGRESS"
  source_ranges = each.value.from
  target_tags   = each.value.tags

  allow {
    protocol = "tcp"
    ports    = each.value.ports
  }
}

output "network" {
  value = google_compute_network.this.id
}

output "subnetwork" {
  value = google_compute_subnetwork.this.id
}
