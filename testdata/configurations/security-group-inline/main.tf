resource "aws_security_group" "attribute" {
  name = "attribute"
  ingress = [
    {
      from_port        = 22
      to_port          = 22
      protocol         = "tcp"
      cidr_blocks      = ["10.0.0.0/8"]
      ipv6_cidr_blocks = []
      prefix_list_ids  = []
      security_groups  = []
      self             = false
      description      = "ssh"
    },
    {
      from_port        = 443
      to_port          = 443
      protocol         = "tcp"
      cidr_blocks      = ["0.0.0.0/0"]
      ipv6_cidr_blocks = ["::/0"]
      prefix_list_ids  = null
      security_groups  = null
      self             = null
      description      = null
    },
  ]
  egress = []
}

resource "aws_security_group" "blocks" {
  name_prefix = "blocks-"
  ingress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = ["sg-2", "sg-1"]
    self            = true
  }
  ingress {
    description      = "web"
    from_port        = 443
    to_port          = 443
    protocol         = "tcp"
    ipv6_cidr_blocks = ["::/0"]
    cidr_blocks      = ["0.0.0.0/0", "10.0.0.0/8"]
  }
}

resource "aws_vpc_security_group_ingress_rule" "r" {
  for_each          = { ssh = 22, https = 443 }
  security_group_id = aws_security_group.blocks.id
  cidr_ipv4         = each.key == "ssh" ? "10.0.0.0/8" : "0.0.0.0/0"
  from_port         = each.value
  to_port           = each.value
  ip_protocol       = "tcp"
  description       = each.key
}
