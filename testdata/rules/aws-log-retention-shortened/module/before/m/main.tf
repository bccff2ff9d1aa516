variable "setting" {
  type = number
}

resource "aws_cloudwatch_log_group" "data" {
  name = "data"
  retention_in_days = var.setting
}
