resource "aws_db_instance" "orders" {
  identifier              = "orders"
  engine                  = "postgres"
  instance_class          = "db.t4g.micro"
  allocated_storage       = 20
  username                = "orders"
  password                = "made-up-password"
  backup_retention_period = 14
}

resource "aws_db_instance" "invoices" {
  identifier              = "invoices"
  engine                  = "postgres"
  instance_class          = "db.t4g.micro"
  allocated_storage       = 20
  username                = "invoices"
  password                = "made-up-password"
  backup_retention_period = 1
}

resource "aws_kms_key" "mended" {
  enable_key_rotation = false
}

resource "aws_kms_key" "touched" {
  description         = "before"
  enable_key_rotation = false
}

resource "aws_s3_bucket" "bare" {
  bucket = "bare"
}

resource "aws_s3_bucket_public_access_block" "bare" {
  bucket                  = "bare"
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket" "kept" {
  bucket = "kept"
}

resource "aws_s3_bucket_public_access_block" "kept" {
  bucket                  = "kept"
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_security_group" "admin" {
  name   = "admin"
  vpc_id = "vpc-1"

  ingress {
    description = "old"
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}
