variable "zone" {
  type = string
}

variable "encrypted" {
  type    = bool
  default = true
}

resource "aws_ebs_volume" "this" {
  availability_zone = var.zone
  size              = 50
  encrypted         = var.encrypted
  #                   ^^^^^^^^^^^^^ aws-ebs-volume-unencrypted x2
}
