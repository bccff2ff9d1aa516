variable "groups" {
  type    = list(list(number))
  default = [[22], [80, 443], []]
}

resource "aws_network_acl" "n" {
  count  = length(var.groups)
  vpc_id = "vpc-${count.index}"
  dynamic "ingress" {
    for_each = var.groups[count.index]
    content {
      rule_no    = 100 * (count.index + 1) + ingress.key
      action     = count.index == 0 ? "deny" : "allow"
      protocol   = "tcp"
      from_port  = ingress.value
      to_port    = ingress.value
      cidr_block = "10.${count.index}.0.0/16"
    }
  }
}

output "vpcs" {
  value = aws_network_acl.n[*].vpc_id
}
