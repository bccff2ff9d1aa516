variable "settings" {
  default = { a = "override", b = "2" }
}

resource "aws_s3_bucket_versioning" "v" {
  versioning_configuration {
    status     = "Enabled"
    mfa_delete = "Disabled"
  }
}

resource "aws_security_group" "s" {
  name = "override ${var.settings.a}"
  dynamic "ingress" {
    for_each = [443]
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/8"]
    }
  }
}

resource "aws_sqs_queue" "q" {
  count = 2
}

module "m" {
  b = "override"
}
