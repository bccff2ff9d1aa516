# plan.json is written by hand, since no provider was at hand to make it.

resource "terraform_data" "answer" {
  input = "x"
}

resource "google_logging_project_bucket_config" "worse" {
  name = "x"
  retention_days = terraform_data.answer.output
  #                ???????????????????????????? google-log-retention-shortened
}
