# gone: aws_db_instance.gone
# gone: aws_s3_bucket.emptied

resource "aws_ebs_volume" "replaced" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-data-store-destroyed
  size = 10
  availability_zone = "eu-west-1b"
}

resource "aws_dynamodb_table" "created_first" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-data-store-destroyed
  name         = "after"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }

  lifecycle {
    create_before_destroy = true
  }
}
