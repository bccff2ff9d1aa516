resource "aws_cloudtrail" "this" {
  name                          = local.name
  s3_bucket_name                = module.bucket["trail"].name
  kms_key_id                    = aws_kms_key.trail.arn
  include_global_service_events = true
  is_multi_region_trail         = false
  enable_log_file_validation    = false

  depends_on = [aws_s3_bucket_policy.trail]
}

data "aws_iam_policy_document" "trail" {
  statement {
    sid       = "TrailReadsAcl"
    actions   = ["s3:GetBucketAcl"]
    resources = [module.bucket["trail"].arn]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }
  }

  statement {
    sid       = "TrailWrites"
    actions   = ["s3:PutObject"]
    resources = ["${module.bucket["trail"].arn}/AWSLogs/*"]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "s3:x-amz-acl"
      values   = ["bucket-owner-full-control"]
    }
  }
}

resource "aws_s3_bucket_policy" "trail" {
  bucket = module.bucket["trail"].name
  policy = data.aws_iam_policy_document.trail.json
}

resource "aws_cloudwatch_log_group" "web" {
  name              = "/shop/${var.environment}/web"
  retention_in_days = 365
}
