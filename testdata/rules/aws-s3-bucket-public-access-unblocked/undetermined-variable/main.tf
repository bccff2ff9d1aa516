variable "public" {
  type = bool
}

resource "aws_s3_bucket" "site" {
  bucket = "shop-site"
}

resource "aws_s3_bucket_public_access_block" "site" {
  bucket                  = aws_s3_bucket.site.id
  block_public_acls       = true
  block_public_policy     = !var.public
  #                         ??????????? aws-s3-bucket-public-access-unblocked
  ignore_public_acls      = true
  restrict_public_buckets = true
}
