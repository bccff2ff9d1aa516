variable "setting" {
  type = bool
}

resource "aws_cloudtrail" "data" {
  name           = "data"
  s3_bucket_name = "logs"
  enable_logging = var.setting
  #                ^^^^^^^^^^^ aws-logging-switched-off
}
