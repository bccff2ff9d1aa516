data "aws_iam_policy_document" "src" {
  policy_id = "srcid"
  statement {
    sid = "A"
    actions = ["s3:Get*"]
    resources = ["*"]
  }
  statement {
    actions = ["b:x", "a:y", "c:z"]
    resources = ["r2", "r1", "*"]
    principals {
      type = "AWS"
      identifiers = ["arn:2", "arn:1"]
    }
    principals {
      type = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
    principals {
      type = "AWS"
      identifiers = ["arn:3"]
    }
    condition {
      test = "StringEquals"
      variable = "v&<1>"
      values = ["z", "a"]
    }
    condition {
      test = "StringEquals"
      variable = "v2"
      values = ["z"]
    }
    condition {
      test = "Bool"
      variable = "v2"
      values = ["true"]
    }
  }
  statement {
    effect = "Deny"
    not_actions = ["n:1"]
    not_resources = ["q"]
    not_principals {
      type = "*"
      identifiers = ["*"]
    }
  }
}
data "aws_iam_policy_document" "top" {
  source_policy_documents = [data.aws_iam_policy_document.src.json]
  statement {
    sid = "A"
    effect = "Deny"
    actions = ["s3:*"]
    resources = ["*"]
    principals {
      type = "AWS"
      identifiers = ["*"]
    }
  }
  statement {
    actions = []
    resources = ["x"]
    principals {
      type = "*"
      identifiers = ["*"]
    }
    condition {
      test = "StringEquals"
      variable = "v"
      values = ["1"]
    }
    condition {
      test = "StringEquals"
      variable = "v"
      values = ["2"]
    }
  }
  override_policy_documents = [jsonencode({Version="2008-10-17", Id="ovr", Statement=[{Sid="A", Effect="Allow", Action="z:*", Resource=["*"]},{Effect="Allow",Action=["u","t"],Principal="*"}]})]
}
data "aws_iam_policy_document" "empty" {}
data "aws_iam_policy_document" "more" {
  version = "2012-10-17"
  statement {
    sid = "x"
    actions = ["a"]
    condition {
      test = "StringEquals"
      variable = "v"
      values = ["a", "z", "m"]
    }
    condition {
      test = "StringEquals"
      variable = "w"
      values = ["z", "b"]
    }
    condition {
      test = "StringEquals"
      variable = "w"
      values = ["c", "a"]
    }
    principals {
      type = "*"
      identifiers = ["*"]
    }
    principals {
      type = "AWS"
      identifiers = ["*"]
    }
  }
  statement {
    resources = ["&{aws:x}"]
  }
}


resource "aws_kms_key" "key" {}

data "aws_iam_policy_document" "partly" {
  statement {
    sid       = "Key"
    actions   = ["kms:Decrypt", "kms:Encrypt"]
    resources = [aws_kms_key.key.arn]
  }
}

resource "terraform_data" "policies" {
  input = {
    source = data.aws_iam_policy_document.src.json
    top    = data.aws_iam_policy_document.top.json
    empty  = data.aws_iam_policy_document.empty.json
    more   = data.aws_iam_policy_document.more.json
    partly = data.aws_iam_policy_document.partly.json
  }
}
