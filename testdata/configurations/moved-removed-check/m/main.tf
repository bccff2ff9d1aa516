resource "aws_s3_bucket" "b" {
  bucket = "in-module"
}

output "name" {
  value = aws_s3_bucket.b.bucket
}
