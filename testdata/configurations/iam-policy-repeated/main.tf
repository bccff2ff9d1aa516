data "aws_iam_policy_document" "r" {
  statement {
    actions   = ["s3:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["z", "b"]
    }
    principals {
      type        = "AWS"
      identifiers = ["y", "a", "m"]
    }
    principals {
      type        = "AWS"
      identifiers = ["x"]
    }
    principals {
      type        = "AWS"
      identifiers = ["x"]
    }
    not_principals {
      type        = "Service"
      identifiers = [123, "s"]
    }
    condition {
      test     = "StringEquals"
      variable = "v"
      values   = ["3"]
    }
    condition {
      test     = "StringEquals"
      variable = "v"
      values   = ["2", "1"]
    }
    condition {
      test     = "StringEquals"
      variable = "v"
      values   = ["9"]
    }
    condition {
      test     = "StringEquals"
      variable = "v"
      values   = ["9"]
    }
    condition {
      test     = "StringLike"
      variable = "&{x}"
      values   = ["a*", "a*"]
    }
  }
}

output "json" {
  value = data.aws_iam_policy_document.r.json
}
