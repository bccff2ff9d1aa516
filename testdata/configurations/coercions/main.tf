resource "aws_security_group_rule" "r" {
  type              = "ingress"
  security_group_id = "sg-12345678"
  from_port         = "8080"
  to_port           = 8080
  protocol          = "tcp"
  cidr_blocks       = toset(["10.0.0.0/16", "10.1.0.0/16"])
  self              = null
}

resource "aws_db_instance" "d" {
  identifier              = "db42"
  engine                  = "mysql"
  engine_version          = 8.0
  instance_class          = "db.t3.micro"
  allocated_storage       = "100"
  multi_az                = "true"
  storage_encrypted       = "false"
  backup_retention_period = "7"
  username                = "root"
  password                = 1234567890
  skip_final_snapshot     = "true"
}

resource "aws_s3_bucket" "b" {
  bucket = "b"
  tags = {
    Number = 1
    Float  = 1.50
    Bool   = true
    Null   = "null"
    Text   = "01"
  }
}

resource "aws_kms_key" "k" {
  enable_key_rotation     = "true"
  deletion_window_in_days = "07"
  is_enabled              = tobool("true")
}
