resource "aws_kms_key" "declined" {
  description         = "Orders"
  enable_key_rotation = false
  #                     ^^^^^ aws-kms-key-unrotated: is not true
}

resource "aws_kms_key" "silent" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-kms-key-unrotated: is not true
  description = "Orders"
}

resource "aws_kms_key" "spelt_out" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-kms-key-unrotated
  description              = "Orders"
  key_usage                = "ENCRYPT_DECRYPT"
  customer_master_key_spec = "SYMMETRIC_DEFAULT"
}
