resource "aws_cloudtrail" "worse" {
  name           = "worse"
  s3_bucket_name = "logs"
  enable_logging = true
}
