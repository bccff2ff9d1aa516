variable "name" {}

resource "aws_sns_topic" "t" {
  name = var.name
}

output "name" {
  value      = aws_sns_topic.t.name
  depends_on = [aws_sns_topic.t]
}
