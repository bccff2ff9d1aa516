resource "terraform_data" "source" {
  input = "known"
}

resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "s" {
  count      = 2
  vpc_id     = aws_vpc.v.id
  cidr_block = cidrsubnet(aws_vpc.v.cidr_block, 8, count.index)
  tags       = { Vpc = "in ${aws_vpc.v.id}", Cidr = "of ${aws_vpc.v.cidr_block}" }
}

locals {
  id     = aws_vpc.v.id
  chosen = local.id == "x" ? "a" : "b"
  parts  = { id = local.id, known = "yes" }
}

resource "terraform_data" "t" {
  input = {
    output    = terraform_data.source.output
    input     = terraform_data.source.input
    chosen    = local.chosen
    same      = local.id == "x" ? "a" : "a"
    parts     = local.parts
    list      = [for s in aws_subnet.s : s.cidr_block]
    ids       = [for s in aws_subnet.s : s.id]
    count     = length(aws_subnet.s)
    object    = { for k, v in local.parts : upper(k) => v }
    joined    = join(",", [local.id, "x"])
    json      = jsonencode({ a = 1, id = local.id })
    or        = true || local.id == "x"
    and       = false && local.id == "x"
    keys      = keys(local.parts)
    tried     = try(local.parts.known, local.id)
    can       = can(local.parts.known)
    coalesced = coalesce("first", local.id)
    merged    = merge({ a = 1 }, local.parts)
    lookup    = lookup({ a = 1 }, "a", 0)
    null      = local.id == null
  }
}

resource "aws_security_group" "s" {
  name   = "unknown"
  vpc_id = local.id
  dynamic "ingress" {
    for_each = { a = local.id, b = "10.0.0.0/8" }
    content {
      from_port   = 80
      to_port     = 80
      protocol    = "tcp"
      description = ingress.key
      cidr_blocks = ["10.0.0.0/8"]
    }
  }
}
