variable "cidr" {
  default = "10.20.0.0/16"
}

locals {
  zones   = ["a", "b", "c"]
  subnets = cidrsubnets(var.cidr, 8, 8, 8, 4)
  tiers = {
    public  = { newbits = 8, offset = 0 }
    private = { newbits = 4, offset = 8 }
  }
  all = merge([for tier, t in local.tiers : { for i, zone in local.zones : "${tier}-${zone}" => {
    cidr = cidrsubnet(var.cidr, t.newbits, t.offset + i)
    zone = "eu-west-1${zone}"
    tier = tier
  } }]...)
}

resource "aws_vpc" "v" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
}

resource "aws_subnet" "s" {
  for_each                = local.all
  vpc_id                  = aws_vpc.v.id
  cidr_block              = each.value.cidr
  availability_zone       = each.value.zone
  map_public_ip_on_launch = each.value.tier == "public"
  tags                    = { Name = each.key }
}

resource "aws_network_acl" "n" {
  vpc_id = aws_vpc.v.id
  dynamic "ingress" {
    for_each = { for key, subnet in local.all : key => subnet if subnet.tier == "private" }
    content {
      rule_no    = 100 + index(keys(local.all), ingress.key)
      action     = "allow"
      protocol   = "tcp"
      from_port  = 0
      to_port    = 65535
      cidr_block = ingress.value.cidr
    }
  }
}

output "subnets" {
  value = local.subnets
}

output "hosts" {
  value = [cidrhost(var.cidr, 5), cidrhost(var.cidr, -2), cidrnetmask(var.cidr), cidrsubnet("fd00::/48", 16, 10)]
}
