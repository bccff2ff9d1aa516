resource "aws_s3_bucket" "b" {
  bucket = "conditional"
}

output "bucket" {
  value = aws_s3_bucket.b.bucket
}
