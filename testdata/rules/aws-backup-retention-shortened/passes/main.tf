resource "aws_db_instance" "same" {
  identifier        = "same"
  engine            = "postgres"
  instance_class    = "db.t4g.micro"
  allocated_storage = 20
  username          = "made_up"
  password          = "made-up-password"
  backup_retention_period = 14
}

resource "aws_db_instance" "better" {
  identifier        = "better"
  engine            = "postgres"
  instance_class    = "db.t4g.micro"
  allocated_storage = 20
  username          = "made_up"
  password          = "made-up-password"
  backup_retention_period = 14
}

# It was so before.
resource "aws_db_instance" "bad_before" {
  identifier        = "bad-before"
  engine            = "postgres"
  instance_class    = "db.t4g.micro"
  allocated_storage = 20
  username          = "made_up"
  password          = "made-up-password"
  backup_retention_period = 1
}

resource "aws_db_instance" "created" {
  identifier        = "created"
  engine            = "postgres"
  instance_class    = "db.t4g.micro"
  allocated_storage = 20
  username          = "made_up"
  password          = "made-up-password"
  backup_retention_period = 1
}
