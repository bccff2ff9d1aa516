variable "sign" {
  type = bool
}

resource "aws_cloudtrail" "perhaps" {
  name                       = "perhaps"
  s3_bucket_name             = "audit-eu-west-1"
  enable_log_file_validation = var.sign
  #                            ???????? aws-cloudtrail-log-validation-off
}
