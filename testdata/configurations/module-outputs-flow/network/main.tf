variable "cidr" {}

variable "zones" {
  type = list(string)
}

resource "aws_vpc" "v" {
  cidr_block = var.cidr
}

resource "aws_subnet" "s" {
  for_each          = { for i, zone in var.zones : zone => i }
  vpc_id            = aws_vpc.v.id
  cidr_block        = cidrsubnet(aws_vpc.v.cidr_block, 4, each.value)
  availability_zone = "eu-west-1${each.key}"
}

output "subnets" {
  value = { for zone, subnet in aws_subnet.s : zone => { id = subnet.id, cidr = subnet.cidr_block } }
}

output "cidr" {
  value = aws_vpc.v.cidr_block
}
