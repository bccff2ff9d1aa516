resource "aws_ebs_volume" "same" {
  size = 10
  availability_zone = "eu-west-1a"
}

resource "aws_ebs_volume" "grown" {
  size = 10
  availability_zone = "eu-west-1a"
}

resource "aws_ebs_volume" "left" {
  size = 10
  availability_zone = "eu-west-1a"
}

resource "aws_s3_bucket" "not_emptied" {
  bucket = "not-emptied"
}

resource "aws_db_instance" "replica" {
  identifier          = "replica"
  instance_class      = "db.t4g.micro"
  replicate_source_db = "orders"
  skip_final_snapshot = true
}
