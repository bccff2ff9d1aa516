resource "aws_cloudwatch_log_group" "kept" {
  name = "kept"
}

resource "aws_cloudwatch_log_group" "limited" {
  name              = "limited"
  retention_in_days = 30
}
