resource "aws_iam_role" "service" {
  name = "service"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }
    ]
  })
}

resource "aws_iam_role" "account" {
  name = "account"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::123456789012:root" } }
    ]
  })
}

# Anyone of the organisation.
data "aws_iam_policy_document" "organisation" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalOrgID"
      values   = ["o-a1b2c3d4e5"]
    }
  }
}

resource "aws_iam_role" "organisation" {
  name               = "organisation"
  assume_role_policy = data.aws_iam_policy_document.organisation.json
}

# Anyone who knows the external id.
resource "aws_iam_role" "partner" {
  name = "partner"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { AWS = "*" }
        Condition = { StringEquals = { "sts:ExternalId" = "b7d0c1f4-5a52-4f4e-9a6e-6f6a3b0c7e11" } }
      },
      {
        Effect    = "Deny"
        Action    = "sts:AssumeRole"
        Principal = { AWS = "*" }
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }
    ]
  })
}
