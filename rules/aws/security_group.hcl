# What a security group, a rule of one, or an ingress rule lets in: one shape for the four ways to write it. `networks` is
# a list of lists, so that what is known of one decides even where another is not known.
function "aws_ingress" {
  params = [r]
  result = concat(
    is(r, "aws_security_group", "aws_default_security_group") ? [
      for i in r.ingress : {
        from = i.from_port, to = i.to_port, protocol = i.protocol,
        networks = [i.cidr_blocks, i.ipv6_cidr_blocks], lists = i.prefix_list_ids
      }
    ] : [],
    is(r, "aws_security_group_rule") && r.type == "ingress" ? [
      {
        from = r.from_port, to = r.to_port, protocol = r.protocol,
        networks = [r.cidr_blocks, r.ipv6_cidr_blocks], lists = r.prefix_list_ids
      }
    ] : [],
    is(r, "aws_vpc_security_group_ingress_rule") ? [
      {
        from = r.from_port, to = r.to_port, protocol = r.ip_protocol,
        networks = [[r.cidr_ipv4], [r.cidr_ipv6]], lists = [r.prefix_list_id]
      }
    ] : [],
  )
}

# The prefix list of that id.
function "aws_prefix_list" {
  params = [id]
  result = target(id, "aws_ec2_managed_prefix_list", "data.aws_ec2_managed_prefix_list", "data.aws_prefix_list")
}

# Whether a prefix list holds a network that is everyone. Those that AWS keeps hold its own networks only.
function "aws_prefix_list_is_world" {
  params = [list]
  result = (
    list == null
    || is(list, "data.aws_prefix_list", "data.aws_ec2_managed_prefix_list") && startswith(default(list.name, ""), "com.amazonaws.")
    ? false
    : anytrue([for e in list.entry : cidr_is_world(e.cidr)])
    || anytrue([for e in companions("aws_ec2_managed_prefix_list_entry", "prefix_list_id", list) : cidr_is_world(e.cidr)])
  )
}

rule "aws-security-group-admin-port-open-to-world" {
  title    = "Security group opens an administration port to everyone"
  severity = "high"
  kind     = "contradiction"
  theme    = "network-segregation"

  control "9.1.2" {
    basis  = "base-control"
    reason = "Users reach only the networks and services they are authorised for; an administration port open to every address leaves the password or key as the only barrier."

    successor "5.15" {
      basis = "base-control"
    }
  }

  control "CLD.9.5.2" {
    basis  = "customer-guidance"
    reason = "A virtual machine is hardened by letting in only the ports and protocols that its work needs, from where it needs them."

    successor "8.9" {
      basis = "customer-guidance"
    }
  }

  resource = [
    "aws_security_group",
    "aws_default_security_group",
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
  ]

  param "ports" {
    default = [22, 3389, 5985, 5986]
    source  = "SSH, RDP and WinRM as registered with IANA or documented by Microsoft; the standard names no ports"
  }

  assert {
    for_each = aws_ingress(self)
    condition = !(
      ports_include(each.value, param.ports)
      && (
        anytrue([for n in each.value.networks : anytrue([for c in n : cidr_is_world(c)])])
        || anytrue([for l in each.value.lists : aws_prefix_list_is_world(aws_prefix_list(l))])
      )
    )
    error_message = "port ${ports_first(each.value, param.ports)} is open to every address; admit only the networks of the administrators, or use Session Manager"
    at = [
      [for n in each.value.networks : [for c in n : c if known(cidr_is_world(c)) && cidr_is_world(c)]],
      [for l in each.value.lists : l if !known(aws_prefix_list_is_world(aws_prefix_list(l))) || aws_prefix_list_is_world(aws_prefix_list(l))],
      [for n in each.value.networks : known(n) ? [for c in n : c if !known(c)] : [n]],
    ]
  }

  limits     = "Says nothing of routes, network ACLs and firewalls in between, nor of prefix lists that are kept elsewhere."
  references = [
    "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule",
  ]
}
