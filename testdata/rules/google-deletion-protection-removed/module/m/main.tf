variable "setting" {
  type = bool
}

resource "google_sql_database_instance" "data" {
  name = "x"
  deletion_protection = var.setting
  #                     ^^^^^^^^^^^ google-deletion-protection-removed
}
