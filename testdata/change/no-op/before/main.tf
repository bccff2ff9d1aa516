resource "aws_kms_key" "same" {
  enable_key_rotation = false
}

resource "aws_s3_bucket" "same" {
  bucket = "same"
}
