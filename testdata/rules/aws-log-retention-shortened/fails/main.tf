resource "aws_cloudwatch_log_group" "worse" {
  name = "worse"
  retention_in_days = 30
  #                   ^^ aws-log-retention-shortened
}
