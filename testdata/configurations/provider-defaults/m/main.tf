resource "aws_sqs_queue" "q" {
  name = "in-module"
  tags = merge({ a = 1 }, { b = null })
}
