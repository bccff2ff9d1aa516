resource "aws_cloudwatch_log_group" "same" {
  name = "same"
  retention_in_days = 365
}

resource "aws_cloudwatch_log_group" "better" {
  name = "better"
  retention_in_days = 365
}

# It was so before.
resource "aws_cloudwatch_log_group" "bad_before" {
  name = "bad_before"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_group" "created" {
  name = "created"
  retention_in_days = 30
}
