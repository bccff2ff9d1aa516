provider "aws" {
  region = "eu-west-1"
}

# Records who reads objects, but leaves management events out.
resource "aws_cloudtrail" "objects" {
  name                  = "objects"
  s3_bucket_name        = "audit-eu-west-1"
  is_multi_region_trail = true

  event_selector {
    include_management_events = false
    #                           ^^^^^ aws-account-without-multi-region-trail
    read_write_type           = "All"

    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
}
