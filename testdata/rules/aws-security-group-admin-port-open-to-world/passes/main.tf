resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "this" {
  name   = "hosts"
  vpc_id = aws_vpc.this.id

  ingress {
    description = "Administrators"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["198.51.100.0/24"]
  }

  ingress {
    description = "Shoppers"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  ingress {
    description = "Echo requests, which have a type where others have a port"
    from_port   = 8
    to_port     = 0
    protocol    = "icmp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  ingress {
    description = "The group itself"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    self        = true
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# A group without rules lets nothing in.
resource "aws_default_security_group" "closed" {
  vpc_id = aws_vpc.this.id
}

# Out is not in.
resource "aws_security_group_rule" "ssh_out" {
  type              = "egress"
  security_group_id = aws_security_group.this.id
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_security_group_rule" "ssh_between_groups" {
  type                     = "ingress"
  security_group_id        = aws_security_group.this.id
  protocol                 = "tcp"
  from_port                = 22
  to_port                  = 22
  source_security_group_id = aws_security_group.this.id
}

resource "aws_vpc_security_group_ingress_rule" "ssh_from_group" {
  security_group_id            = aws_security_group.this.id
  ip_protocol                  = "tcp"
  from_port                    = 22
  to_port                      = 22
  referenced_security_group_id = aws_security_group.this.id
}

# The ports lie below and above those of administration.
resource "aws_vpc_security_group_ingress_rule" "between" {
  security_group_id = aws_security_group.this.id
  ip_protocol       = "tcp"
  from_port         = 3390
  to_port           = 5984
  cidr_ipv4         = "0.0.0.0/0"
}
