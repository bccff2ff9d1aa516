# One of two instances goes, and a whole block.
resource "aws_kms_key" "numbered" {
  count               = 1
  enable_key_rotation = false
}
