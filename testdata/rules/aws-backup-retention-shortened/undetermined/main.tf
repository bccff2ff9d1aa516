resource "terraform_data" "answer" {
  input = 7
}

resource "aws_db_instance" "worse" {
  identifier        = "worse"
  engine            = "postgres"
  instance_class    = "db.t4g.micro"
  allocated_storage = 20
  username          = "made_up"
  password          = "made-up-password"
  backup_retention_period = terraform_data.answer.output
  #                         ???????????????????????????? aws-backup-retention-shortened
}
