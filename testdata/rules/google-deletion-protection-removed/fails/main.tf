# plan.json is written by hand, since no provider was at hand to make it.

resource "google_sql_database_instance" "worse" {
  name = "x"
  deletion_protection = false
  #                     ^^^^^ google-deletion-protection-removed
}
