provider "aws" {
  region = "eu-west-1"
}

# One trail of several is enough.
resource "aws_cloudtrail" "local" {
  name           = "local"
  s3_bucket_name = "audit-eu-west-1"
}

resource "aws_cloudtrail" "all" {
  name                  = "all"
  s3_bucket_name        = "audit-eu-west-1"
  is_multi_region_trail = true

  advanced_event_selector {
    name = "Management events"

    field_selector {
      field  = "eventCategory"
      equals = ["Management"]
    }
  }

  advanced_event_selector {
    name = "Objects"

    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }

    field_selector {
      field  = "resources.type"
      equals = ["AWS::S3::Object"]
    }
  }
}
