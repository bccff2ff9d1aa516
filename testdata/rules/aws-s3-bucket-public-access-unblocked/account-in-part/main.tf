resource "aws_s3_account_public_access_block" "this" {
  block_public_acls  = true
  ignore_public_acls = true
}

resource "aws_s3_bucket" "alone" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-s3-bucket-public-access-unblocked
  bucket = "shop-alone"
}

resource "aws_s3_bucket" "policies" {
  bucket = "shop-policies"
}

resource "aws_s3_bucket_public_access_block" "policies" {
  bucket                  = aws_s3_bucket.policies.id
  block_public_policy     = true
  restrict_public_buckets = true
}
