# What is forgotten goes on to exist, so nothing of it is mended.
resource "aws_kms_key" "kept" {
  enable_key_rotation = false
}

removed {
  from = aws_kms_key.left

  lifecycle {
    destroy = false
  }
}
