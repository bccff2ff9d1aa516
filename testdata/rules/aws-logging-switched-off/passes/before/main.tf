resource "aws_cloudtrail" "same" {
  name           = "same"
  s3_bucket_name = "logs"

}

resource "aws_cloudtrail" "stopped" {
  name           = "stopped"
  s3_bucket_name = "logs"
  enable_logging = false
}
