variable "name" {
  type = string
}

variable "delay" {
  type    = number
  default = 0
}

resource "aws_sqs_queue" "q" {
  name                    = "queue-${var.name}"
  delay_seconds           = var.delay
  sqs_managed_sse_enabled = true
}

output "name" {
  value = aws_sqs_queue.q.name
}

output "delay" {
  value = aws_sqs_queue.q.delay_seconds
}
