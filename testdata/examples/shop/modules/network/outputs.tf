output "vpc_id" {
  value = aws_vpc.this.id
}

output "public_subnets" {
  value = [for subnet in aws_subnet.public : subnet.id]
}

output "private_subnets" {
  value = [for subnet in aws_subnet.private : subnet.id]
}

output "security_groups" {
  value = {
    bastion  = aws_security_group.bastion.id
    edge     = aws_security_group.edge.id
    web      = aws_security_group.web.id
    database = aws_security_group.database.id
  }
}
