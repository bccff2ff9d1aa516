resource "aws_dynamodb_table" "t" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-deletion-protection-removed
  name         = "t"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}
