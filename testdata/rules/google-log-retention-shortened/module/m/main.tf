variable "setting" {
  type = number
}

resource "google_logging_project_bucket_config" "data" {
  name = "x"
  retention_days = var.setting
  #                ^^^^^^^^^^^ google-log-retention-shortened
}
