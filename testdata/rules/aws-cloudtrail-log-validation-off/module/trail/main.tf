variable "settings" {
  type = object({
    name = string
    sign = optional(bool, false)
  })
}

resource "aws_cloudtrail" "this" {
  name                       = var.settings.name
  s3_bucket_name             = "audit-eu-west-1"
  enable_log_file_validation = var.settings.sign
  #                            ^^^^^^^^^^^^^^^^^ aws-cloudtrail-log-validation-off
}
