# plan.json is written by hand, since no provider was at hand to make it.

resource "terraform_data" "answer" {
  input = "x"
}

resource "google_sql_database_instance" "worse" {
  name = "x"
  deletion_protection = terraform_data.answer.output
  #                     ???????????????????????????? google-deletion-protection-removed
}
