# plan.json is written by hand, since no provider was at hand to make it.

resource "terraform_data" "answer" {
  input = true
}

resource "google_sql_database_instance" "worse" {
  name = "x"

  settings {
    tier = "db-f1-micro"

    backup_configuration {
      enabled = terraform_data.answer.output
      #         ???????????????????????????? google-sql-backup-switched-off
    }
  }
}
