resource "aws_kms_key" "old_name" {
  enable_key_rotation = false
}

resource "aws_kms_key" "numbered" {
  enable_key_rotation = true
}
