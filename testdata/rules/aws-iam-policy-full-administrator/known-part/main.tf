resource "aws_sqs_queue" "orders" {
  name = "orders"
}

# The document as a whole is known after apply; the statement that matters is known now.
resource "aws_iam_policy" "deploy" {
  name = "deploy"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.orders.arn },
      { Effect = "Allow", Action = "*", Resource = "*" },
      #                            ^^^ aws-iam-policy-full-administrator: statement #2
    ]
  })
}
