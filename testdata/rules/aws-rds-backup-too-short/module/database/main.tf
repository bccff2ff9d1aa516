variable "name" {
  type = string
}

variable "backup_days" {
  type     = number
  default  = 7
  nullable = false
}

resource "aws_db_instance" "this" {
  identifier                  = var.name
  engine                      = "postgres"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  username                    = "shop"
  manage_master_user_password = true
  skip_final_snapshot         = true
  backup_retention_period     = var.backup_days
  #                             ^^^^^^^^^^^^^^^ aws-rds-backup-too-short: kept for 3 days
}
