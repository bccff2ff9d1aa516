resource "terraform_data" "answer" {
  input = false
}

resource "aws_db_instance" "worse" {
  identifier        = "worse"
  engine            = "postgres"
  instance_class    = "db.t4g.micro"
  allocated_storage = 20
  username          = "made_up"
  password          = "made-up-password"
  deletion_protection = terraform_data.answer.output
  #                     ???????????????????????????? aws-deletion-protection-removed
}
