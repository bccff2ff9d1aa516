# What is write-only is null in a plan, and what is ephemeral may go nowhere else.
variable "password" {
  type      = string
  ephemeral = true
  default   = "not-a-real-secret"
}

locals {
  longer = "${var.password}!"
}

resource "aws_secretsmanager_secret" "s" {
  name = "s"
}

resource "aws_secretsmanager_secret_version" "v" {
  secret_id                = aws_secretsmanager_secret.s.id
  secret_string_wo         = local.longer
  secret_string_wo_version = 1
}

resource "aws_db_instance" "d" {
  allocated_storage   = 10
  engine              = "mysql"
  instance_class      = "db.t3.micro"
  username            = "u"
  password_wo         = var.password
  password_wo_version = 1
  skip_final_snapshot = true
}

output "known" {
  value = [nonsensitive("plain"), ephemeralasnull(var.password) == null]
}
