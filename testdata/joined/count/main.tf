# Instances of a block: each is marked at the value that it has, wherever that comes from.

locals {
  encrypted = [true, false, false]
}

resource "aws_ebs_volume" "by_index" {
  count             = length(local.encrypted)
  availability_zone = "eu-west-1a"
  size              = 8
  encrypted         = local.encrypted[count.index]
}

variable "spare" {
  type    = bool
  default = true
}

resource "aws_ebs_volume" "spare" {
  count             = var.spare ? 1 : 0
  availability_zone = "eu-west-1a"
  size              = 8
}

resource "aws_kms_key" "many" {
  count               = 2
  description         = "key ${count.index}"
  enable_key_rotation = count.index == 0
}
