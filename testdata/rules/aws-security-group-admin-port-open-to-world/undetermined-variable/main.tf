variable "networks" {
  type = list(string)
}

resource "aws_security_group" "this" {
  name = "hosts"

  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = var.networks
    #             ???????????? aws-security-group-admin-port-open-to-world
  }
}

# One open network is enough, whatever the other is.
resource "aws_security_group" "mixed" {
  name = "mixed"

  ingress {
    from_port        = 22
    to_port          = 22
    protocol         = "tcp"
    cidr_blocks      = ["0.0.0.0/0"]
    #                   ^^^^^^^^^^^ aws-security-group-admin-port-open-to-world
    ipv6_cidr_blocks = var.networks
  }
}
