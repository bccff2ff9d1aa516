resource "aws_cloudtrail" "declined" {
  name                       = "declined"
  s3_bucket_name             = "audit-eu-west-1"
  enable_log_file_validation = false
  #                            ^^^^^ aws-cloudtrail-log-validation-off: is not true
}

resource "aws_cloudtrail" "silent" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-cloudtrail-log-validation-off: is not true
  name           = "silent"
  s3_bucket_name = "audit-eu-west-1"
}
