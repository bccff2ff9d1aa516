resource "terraform_data" "name" {
  input = "shop-site"
}

# Whether the block is this bucket's cannot be known before apply.
resource "aws_s3_bucket" "site" {
#?????????????????????????????? aws-s3-bucket-public-access-unblocked
  bucket = "shop-site"
}

resource "aws_s3_bucket_public_access_block" "some" {
  bucket                  = terraform_data.name.output
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
