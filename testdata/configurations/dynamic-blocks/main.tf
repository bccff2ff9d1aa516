variable "rules" {
  type = list(object({
    from  = number
    to    = optional(number)
    cidrs = optional(list(string), ["10.0.0.0/8"])
    text  = optional(string)
  }))
  default = [
    { from = 22, text = "ssh" },
    { from = 80, to = 81, cidrs = ["0.0.0.0/0"] },
    { from = 443, cidrs = [] },
  ]
}

resource "aws_security_group" "s" {
  name        = "dynamic"
  description = "made of a variable"
  vpc_id      = "vpc-12345678"

  dynamic "ingress" {
    for_each = var.rules
    iterator = rule
    content {
      from_port   = rule.value.from
      to_port     = coalesce(rule.value.to, rule.value.from)
      protocol    = "tcp"
      cidr_blocks = rule.value.cidrs
      description = rule.value.text == null ? "rule ${rule.key}" : rule.value.text
    }
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }

  dynamic "egress" {
    for_each = toset(["10.1.0.0/16", "10.2.0.0/16"])
    content {
      from_port   = 443
      to_port     = "443"
      protocol    = "tcp"
      cidr_blocks = [egress.value]
      description = egress.key
    }
  }
}
