resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnets
}

resource "aws_db_instance" "orders" {
  identifier     = "${var.name}-orders"
  engine         = "postgres"
  engine_version = "16.4"
  instance_class = var.instance_class

  allocated_storage = var.storage
  storage_type      = "gp3"
  storage_encrypted = true
  kms_key_id        = var.kms_key_arn

  db_name  = "orders"
  username = "shop"
  password = var.password

  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = var.groups
  publicly_accessible    = false
  multi_az               = true

  backup_retention_period   = var.backup_days
  deletion_protection       = true
  final_snapshot_identifier = "${var.name}-orders-final"
}

# The catalogue is read far more often than it is written.
resource "aws_db_instance" "orders_replica" {
  identifier          = "${var.name}-orders-replica"
  replicate_source_db = aws_db_instance.orders.identifier
  instance_class      = var.instance_class
  storage_encrypted   = true
  skip_final_snapshot = true
}
