variable "password" {
  type      = string
  sensitive = true
  default   = "hunter22hunter"
}

variable "settings" {
  type      = object({ user = string, pin = string })
  sensitive = true
  default   = { user = "root", pin = "0000" }
}

locals {
  url = "postgres://app:${var.password}@db"
}

resource "terraform_data" "t" {
  input = {
    open    = "open"
    url     = local.url
    user    = var.settings.user
    shown   = nonsensitive(var.settings.user)
    hidden  = sensitive("x")
    list    = ["a", var.password]
    length  = length(var.password)
    upper   = upper(var.password)
    choice  = var.password == "x" ? 1 : 2
  }
}

resource "aws_db_instance" "d" {
  identifier                = "db"
  engine                    = "postgres"
  instance_class            = "db.t3.micro"
  allocated_storage         = "20"
  username                  = var.settings.user
  password                  = var.password
  storage_encrypted         = true
  skip_final_snapshot       = true
  backup_retention_period   = length(var.password) > 7 ? 14 : 1
  deletion_protection       = nonsensitive(var.settings.pin) != "0000"
}

output "secret" {
  value     = local.url
  sensitive = true
}

output "public" {
  value = nonsensitive(length(var.password))
}
