variable "with_trail" {
  type = bool
}

provider "aws" {
#????????????? aws-account-without-multi-region-trail
  region = "eu-west-1"
}

resource "aws_cloudtrail" "perhaps" {
  count = var.with_trail ? 1 : 0

  name                  = "perhaps"
  s3_bucket_name        = "audit-eu-west-1"
  is_multi_region_trail = true
}
