data "aws_iam_policy_document" "basic" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::example/*"]
  }
}

data "aws_iam_policy_document" "full" {
  policy_id = "full"

  statement {
    sid       = "Read"
    effect    = "Allow"
    actions   = ["s3:ListBucket", "s3:GetObject", "s3:GetObjectVersion"]
    resources = ["arn:aws:s3:::b", "arn:aws:s3:::b/*", "arn:aws:s3:::a"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:root", "arn:aws:iam::210987654321:role/x"]
    }
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceVpc"
      values   = ["vpc-2", "vpc-1"]
    }
    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["home/&{aws:username}/*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }

  statement {
    sid           = "DenyRest"
    effect        = "Deny"
    not_actions   = ["iam:*", "sts:*"]
    not_resources = ["arn:aws:s3:::open/*"]
    not_principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }

  statement {
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::home/&{aws:username}/<&>'\"é"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

resource "aws_iam_policy" "p" {
  name   = "p"
  policy = data.aws_iam_policy_document.basic.json
}

resource "aws_s3_bucket_policy" "p" {
  bucket = "example"
  policy = data.aws_iam_policy_document.full.json
}

output "basic" {
  value = data.aws_iam_policy_document.basic.json
}

output "full" {
  value = data.aws_iam_policy_document.full.json
}

output "minified" {
  value = [data.aws_iam_policy_document.basic.minified_json, data.aws_iam_policy_document.full.minified_json]
}
