resource "google_container_cluster" "shop" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ google-gke-control-plane-open-to-other-tenants: every address may reach the control plane
  name               = "shop"
  location           = "europe-west1"
  initial_node_count = 1
}

resource "google_container_cluster" "batch" {
  name               = "batch"
  location           = "europe-west1"
  initial_node_count = 1

  master_authorized_networks_config {
    gcp_public_cidrs_access_enabled = true
    #                                 ^^^^ google-gke-control-plane-open-to-other-tenants: machines of every other tenant

    cidr_blocks {
      cidr_block   = "10.0.0.0/8"
      display_name = "inside"
    }

    cidr_blocks {
      cidr_block = "0.0.0.0/0"
      #            ^^^^^^^^^^^ google-gke-control-plane-open-to-other-tenants: lets every address reach
      display_name = "everyone"
    }
  }

  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = false
  }
}
