resource "aws_iam_policy" "encoded" {
  name = "encoded"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Read"
        Effect   = "Allow"
        Action   = ["s3:Get*", "s3:List*"]
        Resource = "*"
      },
      {
        Sid      = "All"
        Effect   = "Allow"
        Action   = "*"
        #          ^^^ aws-iam-policy-full-administrator: statement All
        Resource = "*"
      }
    ]
  })
}

data "aws_iam_policy_document" "deploy" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::shop-artifacts/*"]
  }

  statement {
    sid       = "Deploy"
    effect    = "Allow"
    actions   = ["ec2:*", "iam:*"]
    #                     ^^^^^^^ aws-iam-policy-full-administrator: statement Deploy
    resources = ["*"]
  }
}

resource "aws_iam_user_policy" "deploy" {
  name   = "deploy"
  user   = "deploy"
  policy = data.aws_iam_policy_document.deploy.json
}

locals {
  heredoc = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Action": ["*"],
        "Resource": ["*"]
      }
    }
  JSON
  #                ^^^ aws-iam-policy-full-administrator @51: statement #1
}

resource "aws_iam_group_policy" "heredoc" {
  name   = "heredoc"
  group  = "operators"
  policy = local.heredoc
}

# Everything but a few services still holds IAM.
resource "aws_iam_role_policy" "all_but" {
  name = "all-but"
  role = "operators"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        NotAction = ["organizations:*"]
        #            ^^^^^^^^^^^^^^^^^ aws-iam-policy-full-administrator
        Resource  = "*"
      }
    ]
  })
}

resource "aws_iam_role" "inline" {
  name = "inline"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }
    ]
  })

  inline_policy {
    name = "all"
    policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "*:*", Resource = "*" }]
      #                                         ^^^^^ aws-iam-policy-full-administrator
    })
  }
}
