variable "setting" {
  type = bool
}

resource "aws_ebs_volume" "data" {
  size = 10
  availability_zone = "eu-west-1a"
  encrypted = var.setting
  #           ^^^^^^^^^^^ aws-encryption-switched-off
}
