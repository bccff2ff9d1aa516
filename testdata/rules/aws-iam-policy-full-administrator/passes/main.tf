resource "aws_iam_policy" "reads" {
  name = "reads"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:Get*", "iam:Get*", "iam:List*"], Resource = "*" },
      { Effect = "Deny", Action = "*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } },
    ]
  })
}

# All of IAM, on one path only.
resource "aws_iam_policy" "own_roles" {
  name = "own-roles"

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "arn:aws:iam::123456789012:role/shop/*" }]
  })
}

# Everything but IAM and the organisation, as for power users.
resource "aws_iam_policy" "power_user" {
  name = "power-user"

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", NotAction = ["iam:*", "organizations:*", "account:*"], Resource = "*" }]
  })
}

# Under a condition.
resource "aws_iam_policy" "with_second_factor" {
  name = "with-second-factor"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "*", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }
    ]
  })
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}

# The queue's ARN is known after apply, but it is not everything.
data "aws_iam_policy_document" "orders" {
  statement {
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.orders.arn]
  }

  statement {
    actions   = ["iam:*"]
    resources = ["${aws_sqs_queue.orders.arn}/*"]
  }
}

resource "aws_iam_role_policy" "orders" {
  name   = "orders"
  role   = "shop"
  policy = data.aws_iam_policy_document.orders.json
}
