variable "settings" {
  type    = object({ a = string, b = optional(number, 1) })
  default = { a = "main" }
}

resource "aws_s3_bucket_versioning" "v" {
  bucket = "b"
  versioning_configuration {
    status = "Suspended"
  }
}

resource "aws_security_group" "s" {
  name = "main"
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_sqs_queue" "q" {
  count = 1
  name  = "q${count.index}"
}

module "m" {
  source = "./m"
  a      = "main"
  b      = "main"
}

output "o" {
  value       = module.m.both
  description = "kept"
}
