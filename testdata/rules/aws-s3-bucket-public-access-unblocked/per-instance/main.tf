# Each bucket has its own block: one is open, the other not.
locals {
  open = {
    site   = true
    orders = false
  }
}

resource "aws_s3_bucket" "this" {
  for_each = local.open

  bucket = "shop-${each.key}"
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each = local.open

  bucket                  = aws_s3_bucket.this[each.key].id
  block_public_acls       = true
  block_public_policy     = !each.value
  #                         ^^^^^^^^^^^ aws-s3-bucket-public-access-unblocked: block_public_policy
  ignore_public_acls      = true
  restrict_public_buckets = true
}
