variable "unknown" {
  type = list(number)
}

locals {
  rules = {
    ssh = { port = 22, cidrs = ["10.0.0.0/8"] }
    web = { port = 443, cidrs = ["0.0.0.0/0", "10.0.0.0/8"] }
  }
}

resource "aws_security_group" "made" {
  name = "made"

  ingress {
    from_port = 1
    to_port   = 1
    protocol  = "tcp"
  }

  dynamic "ingress" {
    for_each = local.rules
    iterator = rule

    content {
      description = rule.key
      from_port   = rule.value.port
      to_port     = rule.value.port
      protocol    = "tcp"
      cidr_blocks = rule.value.cidrs
    }
  }

  dynamic "egress" {
    for_each = toset([])

    content {
      from_port = 0
      to_port   = 0
      protocol  = "-1"
    }
  }
}

resource "aws_security_group" "unknown" {
  name = "unknown"

  ingress {
    from_port = 1
    to_port   = 1
    protocol  = "tcp"
  }

  dynamic "ingress" {
    for_each = var.unknown

    content {
      from_port = ingress.value
      to_port   = ingress.value
      protocol  = "tcp"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "nested" {
  bucket = "bucket"

  dynamic "rule" {
    for_each = ["a", "b"]

    content {
      id     = rule.value
      status = "Enabled"

      filter {
        prefix = "${rule.key}/"
      }

      dynamic "transition" {
        for_each = rule.key == 0 ? { STANDARD_IA = 30, GLACIER = 90 } : {}

        content {
          days          = transition.value
          storage_class = transition.key
        }
      }

      dynamic "expiration" {
        for_each = rule.key == 1 ? [365] : []

        content {
          days = expiration.value
        }
      }
    }
  }
}
