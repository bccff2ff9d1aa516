resource "aws_cloudwatch_log_group" "kept" {
  name              = "kept"
  retention_in_days = 3653
  #                   ^^^^ aws-log-retention-shortened
}

resource "aws_cloudwatch_log_group" "limited" {
  name = "limited"
}
