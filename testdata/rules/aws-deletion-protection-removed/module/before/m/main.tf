variable "setting" {
  type = bool
}

resource "aws_db_instance" "data" {
  identifier        = "data"
  engine            = "postgres"
  instance_class    = "db.t4g.micro"
  allocated_storage = 20
  username          = "made_up"
  password          = "made-up-password"
  deletion_protection = var.setting
}
