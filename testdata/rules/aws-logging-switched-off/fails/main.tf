# gone: aws_flow_log.network

resource "aws_cloudtrail" "worse" {
  name           = "worse"
  s3_bucket_name = "logs"
  enable_logging = false
  #                ^^^^^ aws-logging-switched-off
}
