resource "aws_iam_role" "encoded" {
  name = "encoded"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Partners"
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { AWS = "*" }
        #                   ^^^ aws-iam-role-trust-any-principal: statement Partners
      }
    ]
  })
}

locals {
  heredoc = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "sts:AssumeRole",
          "Principal": "*"
        }
      ]
    }
  JSON
  #                    ^^^ aws-iam-role-trust-any-principal @26
}

resource "aws_iam_role" "short" {
  name               = "short"
  assume_role_policy = local.heredoc
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:root", "*"]
      #                                                ^^^ aws-iam-role-trust-any-principal
    }
  }
}

resource "aws_iam_role" "document" {
  name               = "document"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

# A second factor does not narrow down whose account it is.
resource "aws_iam_role" "second_factor" {
  name = "second-factor"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { AWS = ["*"] }
        #                    ^^^ aws-iam-role-trust-any-principal
        Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
      }
    ]
  })
}
