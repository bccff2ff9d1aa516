module "bucket" {
  source   = "./modules/bucket"
  for_each = local.buckets

  name      = "${local.name}-${each.key}"
  public    = each.value.public
  versioned = each.value.versioned
  key_arn   = aws_kms_key.data.arn
}

# Reports leave the region for the analysts' tools.
resource "aws_s3_bucket" "reports" {
  provider = aws.reports

  bucket = "${local.name}-reports"
}

resource "aws_s3_bucket_public_access_block" "reports" {
  provider = aws.reports

  bucket                  = aws_s3_bucket.reports.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
