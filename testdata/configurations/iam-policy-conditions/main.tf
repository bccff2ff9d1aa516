variable "networks" {
  default = ["10.0.0.0/8", "192.168.0.0/16", "172.16.0.0/12"]
}

data "aws_iam_policy_document" "c" {
  statement {
    sid       = "One"
    actions   = ["s3:*"]
    resources = ["*"]
    condition {
      test     = "IpAddress"
      variable = "aws:SourceIp"
      values   = var.networks
    }
    condition {
      test     = "NumericLessThan"
      variable = "s3:max-keys"
      values   = [10]
    }
    condition {
      test     = "Bool"
      variable = "aws:MultiFactorAuthPresent"
      values   = [true]
    }
    condition {
      test     = "Null"
      variable = "aws:TokenIssueTime"
      values   = [false]
    }
  }
  statement {
    sid       = "SameTest"
    actions   = ["s3:*"]
    resources = ["*"]
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalTag/b"
      values   = ["2"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalTag/a"
      values   = ["1", "&{aws:x}"]
    }
  }
  statement {
    sid       = "Dynamic"
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    dynamic "condition" {
      for_each = { "kms:ViaService" = ["s3.amazonaws.com"], "kms:CallerAccount" = ["1", "2"] }
      content {
        test     = "StringEquals"
        variable = condition.key
        values   = condition.value
      }
    }
  }
}

data "aws_iam_policy_document" "same_variable" {
  statement {
    actions   = ["s3:*"]
    resources = ["*"]
    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["b"]
    }
    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["a", "c"]
    }
  }
}

output "json" {
  value = data.aws_iam_policy_document.c.json
}

output "same_variable" {
  value = jsondecode(data.aws_iam_policy_document.same_variable.json)
}
