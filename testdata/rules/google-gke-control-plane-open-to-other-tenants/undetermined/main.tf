variable "admin_range" {
  type = string
}

variable "private" {
  type = bool
}

resource "google_container_cluster" "shop" {
  name               = "shop"
  location           = "europe-west1"
  initial_node_count = 1

  master_authorized_networks_config {
    cidr_blocks {
      cidr_block = var.admin_range
      #            ??????????????? google-gke-control-plane-open-to-other-tenants
    }
  }
}

resource "google_container_cluster" "batch" {
#?????????????????????????????????????????? google-gke-control-plane-open-to-other-tenants
  name               = "batch"
  location           = "europe-west1"
  initial_node_count = 1

  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = var.private
  }
}
