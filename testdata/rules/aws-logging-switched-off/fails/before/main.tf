resource "aws_cloudtrail" "worse" {
  name           = "worse"
  s3_bucket_name = "logs"
  enable_logging = true
}

resource "aws_flow_log" "network" {
  vpc_id               = "vpc-1"
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::logs"
}
