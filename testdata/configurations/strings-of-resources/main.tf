resource "aws_s3_bucket" "b" {
  bucket = "shop-${lower("DATA")}"
  lifecycle {
    ignore_changes = [bucket]
  }
}

resource "aws_kms_key" "k" {
  description = trimspace(<<-EOT
    Key of ${aws_s3_bucket.b.bucket}.
  EOT
  )
  enable_key_rotation = aws_s3_bucket.b.bucket != ""
}

resource "aws_ssm_parameter" "p" {
  for_each = {
    description = aws_kms_key.k.description
    upper       = upper(aws_s3_bucket.b.bucket)
    split       = split("-", aws_s3_bucket.b.bucket)[1]
    regex       = regex("^[a-z]+", aws_s3_bucket.b.bucket)
    length      = length(aws_s3_bucket.b.bucket)
    arn         = "arn:aws:s3:::${aws_s3_bucket.b.bucket}/*"
    format      = format("%s/%s", aws_s3_bucket.b.bucket, aws_kms_key.k.enable_key_rotation)
    substr      = substr(aws_s3_bucket.b.bucket, 0, 4)
  }
  name  = "/p/${each.key}"
  type  = "String"
  value = each.value
}
