variable "name" {
  type = string
}

variable "shut" {
  type = bool
}

resource "aws_s3_bucket" "this" {
  bucket_prefix = var.name
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = var.shut
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
