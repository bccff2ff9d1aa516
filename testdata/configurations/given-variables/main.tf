variable "bucket" {
  type = string
}

variable "encrypted" {
  type = bool
}

variable "ports" {
  type = list(number)
}

variable "settings" {
  type = object({ days = number, tags = optional(map(string), { A = "default" }) })
}

variable "replicas" {
  type = number
}

variable "extra" {
  default = null
}

resource "aws_s3_bucket" "b" {
  bucket        = "prefix-${var.bucket}"
  force_destroy = false
  tags          = merge(var.settings.tags, { Known = "yes" })
}

resource "aws_ebs_volume" "v" {
  count             = var.replicas
  availability_zone = "eu-west-1a"
  size              = 10
  encrypted         = var.encrypted
}

resource "aws_security_group" "s" {
  name = var.encrypted ? "same" : "same"
  dynamic "ingress" {
    for_each = var.ports
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/8"]
    }
  }
}

resource "aws_cloudwatch_log_group" "l" {
  for_each          = toset([for p in var.ports : "port-${p}"])
  name              = each.key
  retention_in_days = var.settings.days
}

module "m" {
  source  = "./m"
  count   = var.replicas > 1 ? 1 : 0
  enabled = var.encrypted
}

output "length" {
  value = length(var.ports) > 0
}

output "null" {
  value = var.extra == null ? "none" : var.extra
}
