resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "inline" {
  name   = "inline"
  vpc_id = aws_vpc.this.id

  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
    #                            ^^^^^^^^^^^ aws-security-group-admin-port-open-to-world: port 22
  }

  ingress {
    from_port        = 3000
    to_port          = 4000
    protocol         = "tcp"
    ipv6_cidr_blocks = ["::/0"]
    #                   ^^^^^^ aws-security-group-admin-port-open-to-world: port 3389
  }

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "attribute" {
  name   = "attribute"
  vpc_id = aws_vpc.this.id

  ingress = [
    {
      description      = "All of it"
      from_port        = 0
      to_port          = 0
      protocol         = "-1"
      cidr_blocks      = ["0.0.0.0/0"]
      #                   ^^^^^^^^^^^ aws-security-group-admin-port-open-to-world: port 22
      ipv6_cidr_blocks = []
      prefix_list_ids  = []
      security_groups  = []
      self             = false
    }
  ]
}

resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id

  ingress {
    from_port   = 5985
    to_port     = 5985
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
    #              ^^^^^^^^^^^ aws-security-group-admin-port-open-to-world: port 5985
  }
}

resource "aws_security_group_rule" "remote_desktop" {
  type              = "ingress"
  security_group_id = aws_security_group.inline.id
  protocol          = "6"
  from_port         = 3389
  to_port           = 3389
  cidr_blocks       = ["0.0.0.0/0"]
  #                    ^^^^^^^^^^^ aws-security-group-admin-port-open-to-world: port 3389
}

resource "aws_vpc_security_group_ingress_rule" "ssh" {
  security_group_id = aws_security_group.inline.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = "0.0.0.0/0"
  #                   ^^^^^^^^^^^ aws-security-group-admin-port-open-to-world: port 22
}

resource "aws_vpc_security_group_ingress_rule" "everything" {
  security_group_id = aws_security_group.inline.id
  ip_protocol       = "-1"
  cidr_ipv6         = "::/0"
  #                   ^^^^^^ aws-security-group-admin-port-open-to-world: port 22
}
