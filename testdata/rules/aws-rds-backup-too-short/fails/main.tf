resource "aws_db_instance" "none" {
  identifier                  = "none"
  engine                      = "postgres"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  username                    = "shop"
  manage_master_user_password = true
  skip_final_snapshot         = true
  backup_retention_period     = 0
  #                             ^ aws-rds-backup-too-short: no automated backups
}

# The provider asks for no backups where nothing is said.
resource "aws_db_instance" "silent" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-rds-backup-too-short: not set, which is 0
  identifier                  = "silent"
  engine                      = "postgres"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  username                    = "shop"
  manage_master_user_password = true
  skip_final_snapshot         = true
}

resource "aws_db_instance" "short" {
  identifier                  = "short"
  engine                      = "postgres"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  username                    = "shop"
  manage_master_user_password = true
  skip_final_snapshot         = true
  backup_retention_period     = 6
  #                             ^ aws-rds-backup-too-short: kept for 6 days
}

# Clusters keep one day where nothing is said.
resource "aws_rds_cluster" "silent" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-rds-backup-too-short: kept for 1 day where
  cluster_identifier          = "silent"
  engine                      = "aurora-postgresql"
  master_username             = "shop"
  manage_master_user_password = true
  skip_final_snapshot         = true
}
