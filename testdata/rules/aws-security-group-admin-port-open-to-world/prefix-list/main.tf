resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "this" {
  name   = "hosts"
  vpc_id = aws_vpc.this.id
}

resource "aws_ec2_managed_prefix_list" "everyone" {
  name           = "everyone"
  address_family = "IPv4"
  max_entries    = 2

  entry {
    cidr = "198.51.100.0/24"
  }

  entry {
    cidr = "0.0.0.0/0"
  }
}

resource "aws_ec2_managed_prefix_list" "office" {
  name           = "office"
  address_family = "IPv4"
  max_entries    = 1

  entry {
    cidr = "198.51.100.0/24"
  }
}

resource "aws_vpc_security_group_ingress_rule" "everyone" {
  security_group_id = aws_security_group.this.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  prefix_list_id    = aws_ec2_managed_prefix_list.everyone.id
  #                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-security-group-admin-port-open-to-world
}

resource "aws_vpc_security_group_ingress_rule" "office" {
  security_group_id = aws_security_group.this.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  prefix_list_id    = aws_ec2_managed_prefix_list.office.id
}
