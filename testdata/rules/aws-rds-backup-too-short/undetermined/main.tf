resource "terraform_data" "days" {
  input = 14
}

resource "aws_db_instance" "perhaps" {
  identifier                  = "perhaps"
  engine                      = "postgres"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  username                    = "shop"
  manage_master_user_password = true
  skip_final_snapshot         = true
  backup_retention_period     = terraform_data.days.output
  #                             ?????????????????????????? aws-rds-backup-too-short
}
