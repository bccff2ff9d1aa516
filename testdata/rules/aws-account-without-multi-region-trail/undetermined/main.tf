provider "aws" {
  region = "eu-west-1"
}

resource "terraform_data" "scope" {
  input = "all"
}

resource "aws_cloudtrail" "perhaps" {
  name                  = "perhaps"
  s3_bucket_name        = "audit-eu-west-1"
  is_multi_region_trail = terraform_data.scope.output == "all"
  #                       ???????????????????????????????????? aws-account-without-multi-region-trail
}
