variable "encrypted" {
  type = bool
}

resource "aws_ebs_volume" "asked" {
  availability_zone = "eu-west-1a"
  size              = 100
  encrypted         = var.encrypted
  #                   ????????????? aws-ebs-volume-unencrypted
}
