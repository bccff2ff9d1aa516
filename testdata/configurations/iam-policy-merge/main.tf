data "aws_iam_policy_document" "one" {
  statement {
    sid       = "Shared"
    actions   = ["ec2:*"]
    resources = ["*"]
  }
  statement {
    sid       = "One"
    actions   = ["s3:*"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "two" {
  policy_id = "two"
  statement {
    actions   = ["sqs:*"]
    resources = ["*"]
  }
  statement {
    sid       = "Two"
    actions   = ["sns:*"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "sources" {
  source_policy_documents = [
    data.aws_iam_policy_document.one.json,
    data.aws_iam_policy_document.two.json,
  ]
  statement {
    sid       = "Own"
    actions   = ["kms:Decrypt"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "overridden" {
  source_policy_documents   = [data.aws_iam_policy_document.one.json]
  override_policy_documents = [data.aws_iam_policy_document.two.json, data.aws_iam_policy_document.late.json]
  statement {
    sid       = "Two"
    effect    = "Deny"
    actions   = ["sns:Publish"]
    resources = ["*"]
  }
  statement {
    actions   = ["logs:*"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "late" {
  statement {
    sid       = "Shared"
    effect    = "Deny"
    actions   = ["ec2:TerminateInstances"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "text" {
  source_policy_documents = [jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = ["*"], Principal = { AWS = "123456789012" } }]
  }), ""]
}

resource "aws_iam_role_policy" "r" {
  name   = "r"
  role   = "role"
  policy = data.aws_iam_policy_document.overridden.json
}

output "sources" {
  value = data.aws_iam_policy_document.sources.json
}

output "overridden" {
  value = data.aws_iam_policy_document.overridden.json
}

output "text" {
  value = data.aws_iam_policy_document.text.json
}
