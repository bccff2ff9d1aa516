variable "name" {
  type = string
}

variable "authorized" {
  type = list(object({
    name  = string
    range = string
  }))
}

resource "google_container_cluster" "this" {
  name               = var.name
  location           = "europe-west1"
  initial_node_count = 1

  master_authorized_networks_config {
    dynamic "cidr_blocks" {
      for_each = var.authorized
      iterator = network

      content {
        display_name = network.value.name
        cidr_block   = network.value.range
        #              ^^^^^^^^^^^^^^^^^^^ google-gke-control-plane-open-to-other-tenants
      }
    }
  }
}
