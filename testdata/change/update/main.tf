# Some of it becomes worse, some better, some stays as it was.
resource "aws_db_instance" "orders" {
  identifier              = "orders"
  engine                  = "postgres"
  instance_class          = "db.t4g.micro"
  allocated_storage       = 20
  username                = "orders"
  password                = "made-up-password"
  backup_retention_period = 1
}

# Still too short, though longer than before.
resource "aws_db_instance" "invoices" {
  identifier              = "invoices"
  engine                  = "postgres"
  instance_class          = "db.t4g.micro"
  allocated_storage       = 20
  username                = "invoices"
  password                = "made-up-password"
  backup_retention_period = 2
}

resource "aws_kms_key" "mended" {
  enable_key_rotation = true
}

resource "aws_kms_key" "touched" {
  description         = "after"
  enable_key_rotation = false
}

resource "aws_kms_key" "added" {
  enable_key_rotation = false
}

# Nothing of the bucket changes, but what protected it goes.
resource "aws_s3_bucket" "bare" {
  bucket = "bare"
}

# Nothing changes, though what is a reference here is a name in the state.
resource "aws_s3_bucket" "kept" {
  bucket = "kept"
}

resource "aws_s3_bucket_public_access_block" "kept" {
  bucket                  = aws_s3_bucket.kept.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# The new block stands before the old one.
resource "aws_security_group" "admin" {
  name   = "admin"
  vpc_id = "vpc-1"

  ingress {
    description = "added"
    protocol    = "tcp"
    from_port   = 3389
    to_port     = 3389
    cidr_blocks = ["0.0.0.0/0"]
  }

  ingress {
    description = "old"
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}
