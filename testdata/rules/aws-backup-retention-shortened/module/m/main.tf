variable "setting" {
  type = number
}

resource "aws_db_instance" "data" {
  identifier        = "data"
  engine            = "postgres"
  instance_class    = "db.t4g.micro"
  allocated_storage = 20
  username          = "made_up"
  password          = "made-up-password"
  backup_retention_period = var.setting
  #                         ^^^^^^^^^^^ aws-backup-retention-shortened
}
