resource "aws_db_instance" "same" {
  identifier        = "same"
  engine            = "postgres"
  instance_class    = "db.t4g.micro"
  allocated_storage = 20
  username          = "made_up"
  password          = "made-up-password"
  deletion_protection = true
}

resource "aws_db_instance" "better" {
  identifier        = "better"
  engine            = "postgres"
  instance_class    = "db.t4g.micro"
  allocated_storage = 20
  username          = "made_up"
  password          = "made-up-password"
  deletion_protection = true
}

# It was so before.
resource "aws_db_instance" "bad_before" {
  identifier        = "bad-before"
  engine            = "postgres"
  instance_class    = "db.t4g.micro"
  allocated_storage = 20
  username          = "made_up"
  password          = "made-up-password"
  deletion_protection = false
}

resource "aws_db_instance" "created" {
  identifier        = "created"
  engine            = "postgres"
  instance_class    = "db.t4g.micro"
  allocated_storage = 20
  username          = "made_up"
  password          = "made-up-password"
  deletion_protection = false
}
