resource "aws_ebs_encryption_by_default" "off" {
  enabled = false
}

resource "aws_ebs_volume" "clear" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-ebs-volume-unencrypted
  availability_zone = "eu-west-1a"
  size              = 100
}
