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

# The same in a heredoc: only the ARN is not known.
resource "aws_iam_policy" "queue" {
  name = "queue"

  policy = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": [
        { "Effect": "Allow", "Action": "*", "Resource": ["${aws_sqs_queue.orders.arn}", "${aws_sqs_queue.orders.arn}/*"] }
      ]
    }
  JSON
}

locals {
  deploy = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": [
        { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "${aws_sqs_queue.orders.arn}" },
        { "Effect": "Allow", "Action": "*", "Resource": "*" }
      ]
    }
  JSON
  #                                    ^^^ aws-iam-policy-full-administrator @39: statement #2
}

resource "aws_iam_user_policy" "deploy" {
  name   = "deploy"
  user   = "deploy"
  policy = local.deploy
}
