resource "aws_db_instance" "week" {
  identifier                  = "week"
  engine                      = "postgres"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  username                    = "shop"
  manage_master_user_password = true
  skip_final_snapshot         = true
  backup_retention_period     = 7
}

# Rebuilt from its source where it is lost.
resource "aws_db_instance" "replica" {
  identifier          = "replica"
  replicate_source_db = aws_db_instance.week.identifier
  instance_class      = "db.t4g.medium"
  skip_final_snapshot = true
}

# Keeps the period of the database that the snapshot was taken of.
resource "aws_db_instance" "restored" {
  identifier          = "restored"
  snapshot_identifier = "rds:week-2026-01-31"
  instance_class      = "db.t4g.medium"
  skip_final_snapshot = true
}

resource "aws_rds_cluster" "month" {
  cluster_identifier          = "month"
  engine                      = "aurora-postgresql"
  master_username             = "shop"
  manage_master_user_password = true
  skip_final_snapshot         = true
  backup_retention_period     = 30
}
