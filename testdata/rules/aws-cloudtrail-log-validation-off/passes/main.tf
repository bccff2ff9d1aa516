resource "aws_cloudtrail" "signed" {
  name                       = "signed"
  s3_bucket_name             = "audit-eu-west-1"
  enable_log_file_validation = true
}
