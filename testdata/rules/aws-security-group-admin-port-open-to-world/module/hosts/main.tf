variable "rules" {
  type = map(object({
    port     = number
    networks = list(string)
  }))
}

resource "aws_security_group" "this" {
  name = "hosts"

  dynamic "ingress" {
    for_each = var.rules

    content {
      description = ingress.key
      from_port   = ingress.value.port
      to_port     = ingress.value.port
      protocol    = "tcp"
      cidr_blocks = ingress.value.networks
      #             ^^^^^^^^^^^^^^^^^^^^^^ aws-security-group-admin-port-open-to-world: port 22
    }
  }
}
