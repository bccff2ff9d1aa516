provider "aws" {
  region = "eu-west-1"
}

resource "aws_cloudtrail" "local" {
  name                  = "local"
  s3_bucket_name        = "audit-eu-west-1"
  is_multi_region_trail = false
  #                       ^^^^^ aws-account-without-multi-region-trail: every region
}
