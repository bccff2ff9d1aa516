locals {
  environment = "prod"
  sizes = {
    small = "t3.small"
    large = "m5.large"
  }
  keyed = merge(
    { for size, type in local.sizes : "${local.environment}-${size}" => { type = type, spot = size == "small" } },
    { "with \"quote\"" = { type = "t3.nano", spot = false } },
  )
}

resource "aws_instance" "i" {
  for_each      = local.keyed
  ami           = "ami-0abcdef1234567890"
  instance_type = each.value.type
  monitoring    = !each.value.spot
  ebs_optimized = each.value.spot ? null : true
  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = each.value.spot ? "optional" : "required"
  }
  tags = { Key = each.key }
}

output "types" {
  value = { for key, instance in aws_instance.i : key => instance.instance_type }
}
