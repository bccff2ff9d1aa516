variable "enabled" {
  type = bool
}

resource "aws_kms_key" "k" {
  count               = var.enabled ? 1 : 0
  enable_key_rotation = var.enabled
}
