variable "encrypted" {
  type = bool
}

variable "backup" {
  type = object({ days = number })
}

resource "aws_ebs_volume" "data" {
  availability_zone = "eu-west-1a"
  size              = 8
  encrypted         = var.encrypted
}

resource "aws_db_instance" "db" {
  engine                  = "postgres"
  instance_class          = "db.t4g.micro"
  allocated_storage       = 20
  username                = "admin"
  password                = "not-a-secret"
  skip_final_snapshot     = true
  storage_encrypted       = true
  backup_retention_period = var.backup.days
}
