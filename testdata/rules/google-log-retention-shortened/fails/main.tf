# plan.json is written by hand, since no provider was at hand to make it.

resource "google_logging_project_bucket_config" "worse" {
  name = "x"
  retention_days = 30
  #                ^^ google-log-retention-shortened
}
