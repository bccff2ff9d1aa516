resource "aws_kms_key" "left" {
  enable_key_rotation = false
}

resource "aws_kms_key" "kept" {
  enable_key_rotation = false
}
