locals {
  principals = { admin = ["kms:*"], reader = ["kms:Decrypt", "kms:DescribeKey"] }
}

data "aws_iam_policy_document" "key" {
  statement {
    sid       = "Root"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:root"]
    }
  }
  dynamic "statement" {
    for_each = local.principals
    content {
      sid       = "Grant${title(statement.key)}"
      actions   = statement.value
      resources = ["*"]
      principals {
        type        = "AWS"
        identifiers = formatlist("arn:aws:iam::%s:role/${statement.key}", ["222222222222", "111111111111"])
      }
      dynamic "condition" {
        for_each = statement.key == "reader" ? [1] : []
        content {
          test     = "StringEquals"
          variable = "kms:EncryptionContext:app"
          values   = ["shop", "&{aws:PrincipalTag/app}"]
        }
      }
    }
  }
}

resource "aws_kms_key" "k" {
  description             = "shared"
  deletion_window_in_days = 30
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.key.json
}

resource "aws_kms_grant" "g" {
  for_each          = local.principals
  name              = each.key
  key_id            = aws_kms_key.k.key_id
  grantee_principal = "arn:aws:iam::123456789012:role/${each.key}"
  operations        = ["Encrypt", "Decrypt"]
  constraints {
    encryption_context_equals = { App = each.key }
  }
}

output "policy" {
  value = data.aws_iam_policy_document.key.json
}
