resource "aws_cloudtrail" "same" {
  name           = "same"
  s3_bucket_name = "logs"

}

# It was so before.
resource "aws_cloudtrail" "stopped" {
  name           = "stopped"
  s3_bucket_name = "logs"
  enable_logging = false
}

resource "aws_flow_log" "network" {
  vpc_id               = "vpc-1"
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::logs"
}
