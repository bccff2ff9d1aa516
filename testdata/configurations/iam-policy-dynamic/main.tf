locals {
  grants = {
    readers = { actions = ["s3:GetObject"], paths = ["public/*", "docs/*"], deny = false }
    writers = { actions = ["s3:PutObject", "s3:DeleteObject"], paths = ["*"], deny = true }
    nobody  = { actions = [], paths = [], deny = false }
  }
}

resource "aws_s3_bucket" "b" {
  bucket = "shared"
}

data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = { for name, grant in local.grants : name => grant if length(grant.actions) > 0 }
    iterator = grant
    content {
      sid       = title(grant.key)
      effect    = grant.value.deny ? "Deny" : "Allow"
      actions   = grant.value.actions
      resources = [for path in grant.value.paths : "arn:aws:s3:::${aws_s3_bucket.b.bucket}/${path}"]
    }
  }
  statement {
    sid       = ""
    actions   = ["s3:ListBucket"]
    resources = ["arn:aws:s3:::${aws_s3_bucket.b.bucket}"]
  }
}

data "aws_iam_policy_document" "each" {
  for_each = local.grants
  statement {
    sid       = each.key
    actions   = concat(each.value.actions, ["s3:ListAllMyBuckets"])
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "all" {
  source_policy_documents = [for name, document in data.aws_iam_policy_document.each : document.json]
}

data "aws_iam_policy_document" "later" {
  statement {
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.b.arn, "${aws_s3_bucket.b.arn}/*"]
  }
}

resource "aws_iam_policy" "p" {
  for_each = data.aws_iam_policy_document.each
  name     = each.key
  policy   = each.value.json
}

resource "aws_s3_bucket_policy" "p" {
  bucket = aws_s3_bucket.b.bucket
  policy = data.aws_iam_policy_document.later.json
}

output "dynamic" {
  value = data.aws_iam_policy_document.d.json
}

output "all" {
  value = data.aws_iam_policy_document.all.minified_json
}
