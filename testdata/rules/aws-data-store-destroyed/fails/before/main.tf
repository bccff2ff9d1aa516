resource "aws_db_instance" "gone" {
  identifier        = "gone"
  engine            = "postgres"
  instance_class    = "db.t4g.micro"
  allocated_storage = 20
  username          = "made_up"
  password          = "made-up-password"
  skip_final_snapshot = true
}

resource "aws_ebs_volume" "replaced" {
  size = 10
  availability_zone = "eu-west-1a"
}

resource "aws_s3_bucket" "emptied" {
  bucket        = "emptied"
  force_destroy = true
}

resource "aws_dynamodb_table" "created_first" {
  name         = "before"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}
