# Network security groups.

# The rules of a group, or one that stands alone, in one form.
function "azurerm_inbound_rules" {
  params = [r]
  result = [
    for x in concat(r.security_rule, is(r, "azurerm_network_security_rule") ? [r] : []) : {
      name        = x.name
      destination = x.destination_address_prefix
      allows   = lower(x.access) == "allow"
      priority = tonumber(x.priority)
      protocol = lower(x.protocol)
      sources  = concat([x.source_address_prefix], x.source_address_prefixes)
      ports    = default(x.destination_port_range, x.destination_port_ranges)
    } if lower(x.direction) == "inbound"
  ]
}

function "azurerm_world_sources" {
  params = [rule]
  result = [for s in rule.sources : s if cidr_is_world(s)]
}

# Whether a denial that comes before the rule covers a port for everyone.
function "azurerm_denied_before" {
  params = [rule, port, rules]
  result = anytrue([
    for d in rules :
    !d.allows
    && d.priority < rule.priority
    && contains(["*", "tcp"], d.protocol)
    && anytrue([for s in d.sources : cidr_is_world(s)])
    && (d.destination == "*" || (d.destination != null && d.destination == rule.destination))
    && ports_include({ protocol = "tcp", ports = d.ports }, [port])
  ])
}

rule "azurerm-nsg-admin-port-open-to-internet" {
  title    = "Administration port is open to the Internet"
  severity = "critical"
  kind     = "contradiction"
  theme    = "vm-hardening"

  control "CLD.9.5.2" {
    basis  = "customer-guidance"
    reason = "Of a virtual machine only the ports are to be reachable that its work needs; logging on to administer it is not work that everyone does."
    successor "8.9" {
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

  control "13.1.1" {
    basis  = "base-control"
    reason = "Networks are to be controlled so that the systems in them are protected; this rule waves everyone through."
    successor "8.20" {
      basis = "base-control"
    }
  }

  resource = ["azurerm_network_security_group", "azurerm_network_security_rule"]

  param "ports" {
    default = [22, 3389, 5985, 5986]
    source  = "administration protocols (SSH, RDP, WinRM) by their registered ports; the standard names none"
  }

  locals {
    rules = azurerm_inbound_rules(self)
  }

  # Azure takes rules by priority, the lowest number first: what is denied before is not open.
  assert {
    for_each = [for r in local.rules : r if r.allows && contains(["*", "tcp"], r.protocol)]
    condition = !(
      anytrue([for s in each.value.sources : cidr_is_world(s)])
      && anytrue([
        for p in param.ports :
        ports_include({ protocol = "tcp", ports = each.value.ports }, [p])
        && !azurerm_denied_before(each.value, p, local.rules)
      ])
    )
    error_message = "rule `${each.value.name}` lets everyone reach port ${ports_first({ protocol = "tcp", ports = each.value.ports }, param.ports)}; name the addresses that administer, or use Azure Bastion"
    at            = known(azurerm_world_sources(each.value)) ? azurerm_world_sources(each.value) : each.value.sources
  }

  limits = "Rules of other groups, firewalls and routes on the way are not looked at, nor is a denial that stands in a resource of its own."
  references = [
    "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/network_security_rule",
    "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview",
  ]
}
