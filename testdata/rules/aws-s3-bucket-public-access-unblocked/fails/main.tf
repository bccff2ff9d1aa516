resource "aws_s3_bucket" "site" {
  bucket = "shop-site"
}

resource "aws_s3_bucket_public_access_block" "site" {
  bucket                  = aws_s3_bucket.site.id
  block_public_acls       = true
  block_public_policy     = false
  #                         ^^^^^ aws-s3-bucket-public-access-unblocked: block_public_policy
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# By its name.
resource "aws_s3_bucket" "named" {
  bucket = "shop-named"
}

resource "aws_s3_bucket_public_access_block" "named" {
  bucket                  = "shop-named"
  block_public_acls       = false
  #                         ^^^^^ aws-s3-bucket-public-access-unblocked: block_public_acls, ignore_public_acls
  block_public_policy     = true
  ignore_public_acls      = false
  restrict_public_buckets = true
}

# What is left out is off.
resource "aws_s3_bucket" "short" {
  bucket = "shop-short"
}

resource "aws_s3_bucket_public_access_block" "short" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-s3-bucket-public-access-unblocked: restrict_public_buckets
  bucket              = aws_s3_bucket.short.bucket
  block_public_acls   = true
  block_public_policy = true
  ignore_public_acls  = true
}

# Nothing here blocks: it may be blocked elsewhere.
resource "aws_s3_bucket" "alone" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-s3-bucket-public-access-unblocked: nothing in this configuration
  bucket = "shop-alone"
}
