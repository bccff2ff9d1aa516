# Google Kubernetes Engine.

rule "google-gke-control-plane-open-to-other-tenants" {
  title    = "Control plane of the cluster is reachable by other tenants"
  severity = "high"
  kind     = "contradiction"
  theme    = "tenancy-isolation"

  control "9.4.1" {
    basis  = "customer-guidance"
    reason = "Access to the service's functions is to be limited as the policy says; here machines of any other tenant of the cloud, or of the whole Internet, can speak to the interface that runs the cluster."
    successor "8.3" {
      basis = "customer-guidance"
    }
  }

  control "9.1.2" {
    basis  = "base-control"
    reason = "Networks and services are to be reachable only for those who are authorised to use them."
    successor "5.15" {
      basis = "base-control"
    }
  }

  resource = "google_container_cluster"

  # A cluster without a public endpoint has nothing to open.
  when = (
    tobool(self.private_cluster_config[0].enable_private_endpoint) != true
    && tobool(self.control_plane_endpoints_config[0].ip_endpoints_config[0].enabled) != false
  )

  locals {
    networks = self.master_authorized_networks_config
  }

  assert {
    condition     = length(local.networks) > 0
    error_message = "no `master_authorized_networks_config`: every address may reach the control plane; add the block with the networks that need it"
  }

  assert {
    for_each      = flatten(local.networks[*].cidr_blocks)
    condition     = !cidr_is_world(each.value.cidr_block)
    error_message = "${each.value.cidr_block} lets every address reach the control plane; name the networks that need it"
    at            = each.value.cidr_block
  }

  assert {
    condition     = tobool(local.networks[0].gcp_public_cidrs_access_enabled) != true
    error_message = "`gcp_public_cidrs_access_enabled` is true: machines of every other tenant of Google Cloud may reach the control plane"
    at            = local.networks[0].gcp_public_cidrs_access_enabled

    fix "shut out the public addresses of Google Cloud" {
      safety = "unsafe"
      set    = { "master_authorized_networks_config[0].gcp_public_cidrs_access_enabled" = false }
    }
  }

  limits = "Whoever reaches the control plane must still log in. Access through the DNS endpoint is governed by IAM and not looked at."
  references = [
    "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/container_cluster#nested_master_authorized_networks_config",
    "https://cloud.google.com/kubernetes-engine/docs/how-to/latest/network-isolation",
  ]
}
