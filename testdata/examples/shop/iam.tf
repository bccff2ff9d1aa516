data "aws_iam_policy_document" "ec2_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "web" {
  name               = "${local.name}-web"
  assume_role_policy = data.aws_iam_policy_document.ec2_trust.json
}

resource "aws_iam_instance_profile" "web" {
  name = aws_iam_role.web.name
  role = aws_iam_role.web.name
}

data "aws_iam_policy_document" "web" {
  statement {
    sid       = "Orders"
    actions   = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"]
    resources = [aws_sqs_queue.orders.arn]
  }

  statement {
    sid       = "Assets"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${module.bucket["assets"].arn}/*"]
  }
}

resource "aws_iam_role_policy" "web" {
  name   = "shop"
  role   = aws_iam_role.web.id
  policy = data.aws_iam_policy_document.web.json
}

# The pipeline rolls out the shop.
data "aws_iam_policy_document" "deploy" {
  statement {
    sid       = "Artifacts"
    actions   = ["s3:GetObject"]
    resources = ["${module.bucket["exports"].arn}/artifacts/*"]
  }

  statement {
    sid       = "Deploy"
    actions   = ["*"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "deploy" {
  name   = "${local.name}-deploy"
  policy = data.aws_iam_policy_document.deploy.json
}

# The parcel service fetches delivery lists with a role of its own account.
resource "aws_iam_role" "parcel_service" {
  name = "${local.name}-parcel-service"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { AWS = "*" }
      }
    ]
  })
}
