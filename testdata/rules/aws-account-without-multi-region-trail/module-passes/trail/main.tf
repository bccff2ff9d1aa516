variable "all_regions" {
  type    = bool
  default = true
}

resource "aws_cloudtrail" "this" {
  name                  = "audit"
  s3_bucket_name        = "audit-eu-west-1"
  is_multi_region_trail = var.all_regions
}
