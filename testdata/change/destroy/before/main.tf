resource "aws_kms_key" "numbered" {
  count               = 2
  enable_key_rotation = false
}

resource "aws_kms_key" "gone" {
  enable_key_rotation = false
}
