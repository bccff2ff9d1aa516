# What moves is judged by what it was under its former address.
resource "aws_kms_key" "new_name" {
  enable_key_rotation = false
}

resource "aws_kms_key" "numbered" {
  count               = 2
  enable_key_rotation = false
}

moved {
  from = aws_kms_key.old_name
  to   = aws_kms_key.new_name
}

moved {
  from = aws_kms_key.numbered
  to   = aws_kms_key.numbered[0]
}
