resource "terraform_data" "sign" {
  input = true
}

resource "aws_cloudtrail" "perhaps" {
  name                       = "perhaps"
  s3_bucket_name             = "audit-eu-west-1"
  enable_log_file_validation = terraform_data.sign.output
  #                            ?????????????????????????? aws-cloudtrail-log-validation-off
}
