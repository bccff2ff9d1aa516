variable "name" {
  type = string
}

variable "port" {
  type = number
}

variable "subnets" {
  type = map(object({ id = string, cidr = string }))
}

variable "cidr" {
  type = string
}

resource "aws_security_group" "s" {
  name = var.name
  dynamic "ingress" {
    for_each = var.subnets
    content {
      description = "from ${ingress.key}"
      from_port   = var.port
      to_port     = var.port
      protocol    = "tcp"
      cidr_blocks = [ingress.value.cidr]
    }
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = [var.cidr]
  }
}

resource "aws_lb_target_group" "t" {
  name     = "${var.name}-${var.port}"
  port     = var.port
  protocol = "HTTP"
  vpc_id   = "vpc-1"
}

output "port" {
  value = aws_lb_target_group.t.port
}
