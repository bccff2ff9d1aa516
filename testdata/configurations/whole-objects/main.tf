resource "aws_s3_bucket" "b" {
  bucket = "whole"
  tags   = { A = "1" }
}

resource "terraform_data" "t" {
  for_each = { x = 1, y = 2 }
  input    = each.value
}

locals {
  bucket = aws_s3_bucket.b
  all    = terraform_data.t
  first  = local.all["x"]
}

module "m" {
  source = "./m"
  bucket = aws_s3_bucket.b
  data   = terraform_data.t
}

output "parts" {
  value = {
    name   = local.bucket.bucket
    tags   = local.bucket.tags
    input  = local.first.input
    inputs = { for k, t in local.all : k => t.input }
    keys   = keys(local.all)
    values = [for t in values(local.all) : t.input]
    module = module.m.name
    sum    = module.m.sum
  }
}
