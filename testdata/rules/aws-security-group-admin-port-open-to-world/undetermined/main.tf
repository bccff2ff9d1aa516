resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_eip" "office" {
  domain = "vpc"
}

resource "terraform_data" "networks" {
  input = "198.51.100.0/24"
}

resource "aws_security_group" "this" {
  name   = "hosts"
  vpc_id = aws_vpc.this.id
}

resource "aws_vpc_security_group_ingress_rule" "ssh" {
  security_group_id = aws_security_group.this.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = terraform_data.networks.output
  #                   ?????????????????????????????? aws-security-group-admin-port-open-to-world
}

# Who may reach the shop is another matter: the port is not one of administration.
resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = aws_security_group.this.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = terraform_data.networks.output
}

# What a prefix list from elsewhere holds is not known.
resource "aws_vpc_security_group_ingress_rule" "listed" {
  security_group_id = aws_security_group.this.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  prefix_list_id    = "pl-0a1b2c3d4e5f60718"
  #                   ?????????????????????? aws-security-group-admin-port-open-to-world
}
