resource "aws_kms_key" "rotated" {
  description             = "Orders"
  enable_key_rotation     = true
  rotation_period_in_days = 180
}

# The service cannot rotate these.
resource "aws_kms_key" "signs" {
  description              = "Vouchers"
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "ECC_NIST_P256"
}

resource "aws_kms_key" "hashes" {
  description              = "Tokens"
  key_usage                = "GENERATE_VERIFY_MAC"
  customer_master_key_spec = "HMAC_256"
}

resource "aws_kms_key" "asymmetric" {
  description              = "Letters"
  key_usage                = "ENCRYPT_DECRYPT"
  customer_master_key_spec = "RSA_4096"
}

resource "aws_kms_key" "in_own_hardware" {
  description         = "Orders"
  custom_key_store_id = "cks-1234567890abcdef0"
}

# Nothing is encrypted with a key that is switched off.
resource "aws_kms_key" "retired" {
  description = "Orders, until 2024"
  is_enabled  = false
}
