# plan.json is written by hand, since no provider was at hand to make it.

resource "google_logging_project_bucket_config" "same" {
  name = "x"
  retention_days = 365
}

# It was so before.
resource "google_logging_project_bucket_config" "bad_before" {
  name = "x"
  retention_days = 30
}

resource "google_logging_project_bucket_config" "created" {
  name = "x"
  retention_days = 30
}
