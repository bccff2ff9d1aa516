variable "spec" {
  type = string
}

# Whether the service can rotate it depends on the kind of key.
resource "aws_kms_key" "perhaps" {
#??????????????????????????????? aws-kms-key-unrotated
  description              = "Orders"
  customer_master_key_spec = var.spec
}

resource "aws_kms_key" "rotated" {
  description              = "Orders"
  customer_master_key_spec = var.spec
  enable_key_rotation      = true
}
