# Compute Engine: firewalls and machines.

rule "google-firewall-admin-port-open-to-internet" {
  title    = "Administration port is open to the Internet"
  severity = "critical"
  kind     = "contradiction"
  theme    = "network-segregation"

  control "9.1.2" {
    basis  = "base-control"
    reason = "Networks and services are to be reachable only for those who are authorised to use them; administering is not for everyone."
    successor "5.15" {
      basis = "base-control"
    }
  }

  control "CLD.9.5.2" {
    basis  = "customer-guidance"
    reason = "Of a virtual machine only the ports are to be reachable that its work needs."
    successor "8.9" {
      basis = "customer-guidance"
    }
  }

  control "13.1.1" {
    basis  = "base-control"
    reason = "Networks are to be controlled so that the systems in them are protected; this rule waves everyone through."
    successor "8.20" {
      basis = "base-control"
    }
  }

  resource = "google_compute_firewall"
  when     = upper(default(self.direction, "INGRESS")) == "INGRESS" && tobool(self.disabled) != true

  param "ports" {
    default = [22, 3389, 5985, 5986]
    source  = "administration protocols (SSH, RDP, WinRM) by their registered ports; the standard names none"
  }

  locals {
    world = [for c in self.source_ranges : c if cidr_is_world(c)]
    # Administration runs over TCP; "all" has no ports.
    opened = [
      for a in self.allow : a
      if lower(tostring(a.protocol)) != "udp" && ports_include({ protocol = a.protocol, ports = a.ports }, param.ports)
    ]
  }

  assert {
    condition     = !(anytrue([for c in self.source_ranges : cidr_is_world(c)]) && length(local.opened) > 0)
    error_message = "everyone may reach port ${ports_first({ protocol = local.opened[0].protocol, ports = local.opened[0].ports }, param.ports)}; name the addresses that administer, or let Identity-Aware Proxy in (35.235.240.0/20)"
    at            = [known(local.world) ? local.world : self.source_ranges, [for a in local.opened : a.ports]]
  }

  limits = "Rules that deny at a higher priority and firewall policies of the organisation or network are not looked at, nor whether a machine has a public address."
  references = [
    "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_firewall",
    "https://cloud.google.com/iap/docs/using-tcp-forwarding",
  ]
}

rule "google-instance-serial-port-enabled" {
  title    = "Serial console is reachable over the network"
  severity = "medium"
  kind     = "contradiction"
  theme    = "vm-hardening"

  control "CLD.9.5.2" {
    basis  = "customer-guidance"
    reason = "A virtual machine is to be hardened: what its work does not need is closed. The serial console can be reached from any address, past firewall rules."
    successor "8.9" {
      basis = "customer-guidance"
    }
  }

  control "9.4.4" {
    basis  = "customer-guidance"
    reason = "Tools that go round normal controls are to be kept from use unless needed; this is a console below the operating system's login."
    successor "8.18" {
      basis = "customer-guidance"
    }
  }

  resource = [
    "google_compute_instance",
    "google_compute_instance_from_template",
    "google_compute_instance_template",
    "google_compute_region_instance_template",
    "google_compute_project_metadata",
    "google_compute_project_metadata_item",
  ]

  locals {
    setting = is(self, "google_compute_project_metadata_item") ? (self.key == "serial-port-enable" ? self.value : null) : self.metadata["serial-port-enable"]
  }

  assert {
    condition     = !contains(["true", "1", "yes", "y"], lower(tostring(default(local.setting, "false"))))
    error_message = "`serial-port-enable` is ${local.setting}: remove it, and switch it on for one machine while you need it"
    at            = local.setting
  }

  limits = "An organisation policy may forbid it all the same."
  references = [
    "https://cloud.google.com/compute/docs/troubleshooting/troubleshooting-using-serial-console",
    "https://cloud.google.com/compute/docs/metadata/predefined-metadata-keys",
  ]
}
