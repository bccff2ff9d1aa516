locals {
  twice = "override"
}

module "store" {
  source = "./other"
}

resource "terraform_data" "single" {
  input = null
  lifecycle {
    prevent_destroy = false
  }
}

data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = ["Three"]
    content {
      sid       = statement.value
      actions   = ["s3:ListBucket"]
      resources = ["*"]
    }
  }
}
