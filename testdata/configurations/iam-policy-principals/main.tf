locals {
  accounts = ["111111111111", "333333333333", "222222222222"]
}

data "aws_iam_policy_document" "p" {
  statement {
    sid     = "Mixed"
    actions = ["sts:AssumeRole", "sts:TagSession"]
    dynamic "principals" {
      for_each = local.accounts
      content {
        type        = "AWS"
        identifiers = ["arn:aws:iam::${principals.value}:root"]
      }
    }
    principals {
      type        = "Federated"
      identifiers = ["cognito-identity.amazonaws.com"]
    }
  }
  statement {
    sid     = "Everyone"
    effect  = "Deny"
    actions = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    resources = ["*"]
  }
  statement {
    sid = "Star"
    actions = ["a:b"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    principals {
      type        = "AWS"
      identifiers = ["1"]
    }
  }
  statement {
    sid         = "Not"
    not_actions = ["a:b"]
    not_principals {
      type        = "*"
      identifiers = ["*"]
    }
    not_principals {
      type        = "CanonicalUser"
      identifiers = ["b", "a"]
    }
  }
  statement {
    sid       = "EmptyLists"
    actions   = []
    resources = []
    principals {
      type        = "Service"
      identifiers = []
    }
  }
}

output "json" {
  value = data.aws_iam_policy_document.p.json
}
