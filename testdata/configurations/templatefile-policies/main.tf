variable "environment" {
  default = "prod"
}

locals {
  policies = {
    for file in fileset("${path.module}/policies", "*.tftpl") :
    trimsuffix(file, ".json.tftpl") => templatefile("${path.module}/policies/${file}", {
      environment = var.environment
      buckets     = ["a", "b"]
      admin       = var.environment != "prod"
    })
  }
}

resource "aws_iam_policy" "p" {
  for_each = local.policies
  name     = "${var.environment}-${each.key}"
  policy   = each.value
}

module "m" {
  source = "./m"
  name   = "in-module"
}

output "policies" {
  value = { for name, text in local.policies : name => length(jsondecode(text).Statement) }
}

output "text" {
  value = module.m.text
}
