resource "aws_s3_account_public_access_block" "this" {
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket" "covered" {
  bucket = "shop-covered"
}

# The block of the account is stronger than that of a bucket.
resource "aws_s3_bucket" "declined" {
  bucket = "shop-declined"
}

resource "aws_s3_bucket_public_access_block" "declined" {
  bucket                  = aws_s3_bucket.declined.id
  block_public_acls       = true
  block_public_policy     = false
  ignore_public_acls      = true
  restrict_public_buckets = false
}
