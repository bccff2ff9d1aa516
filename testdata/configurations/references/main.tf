resource "aws_s3_bucket" "logs" {
  bucket = "example-logs"
  tags   = { Kind = "logs" }
}

resource "aws_s3_bucket_logging" "l" {
  bucket        = aws_s3_bucket.logs.bucket
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "${aws_s3_bucket.logs.tags["Kind"]}/${aws_s3_bucket.logs.bucket}/"
}

resource "aws_kms_key" "k" {
  description         = "for ${aws_s3_bucket.logs.bucket}"
  enable_key_rotation = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "e" {
  bucket = aws_s3_bucket.logs.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.k.arn
    }
    bucket_key_enabled = aws_kms_key.k.enable_key_rotation
  }
}

resource "aws_cloudtrail" "t" {
  name                          = "trail"
  s3_bucket_name                = aws_s3_bucket_logging.l.bucket
  kms_key_id                    = aws_kms_key.k.arn
  is_multi_region_trail         = true
  enable_log_file_validation    = aws_kms_key.k.enable_key_rotation && true
  include_global_service_events = true
  depends_on                    = [aws_s3_bucket_server_side_encryption_configuration.e]
}

output "references" {
  value = {
    prefix    = aws_s3_bucket_logging.l.target_prefix
    algorithm = one(one(aws_s3_bucket_server_side_encryption_configuration.e.rule).apply_server_side_encryption_by_default).sse_algorithm
    arn       = aws_kms_key.k.arn
    mixed     = ["known", aws_kms_key.k.key_id, aws_cloudtrail.t.name]
  }
}
