variable "rotate" {
  type = bool
}

resource "aws_kms_key" "this" {
  description         = "Orders"
  enable_key_rotation = var.rotate
  #                     ^^^^^^^^^^ aws-kms-key-unrotated
}
