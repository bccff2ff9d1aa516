resource "aws_kms_key" "data" {
  description             = "Customer data of the shop"
  deletion_window_in_days = 30
  enable_key_rotation     = true
}

resource "aws_kms_alias" "data" {
  name          = "alias/${local.name}-data"
  target_key_id = aws_kms_key.data.id
}

resource "aws_kms_key" "trail" {
  description             = "Audit trail of the shop"
  deletion_window_in_days = 30
}

# Signs the vouchers; asymmetric keys cannot be rotated by the service.
resource "aws_kms_key" "vouchers" {
  description              = "Signs vouchers"
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "ECC_NIST_P256"
}
