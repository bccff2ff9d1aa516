# plan.json is written by hand, since no provider was at hand to make it.

resource "google_sql_database_instance" "same" {
  name = "x"
  deletion_protection = true
}

# It was so before.
resource "google_sql_database_instance" "bad_before" {
  name = "x"
  deletion_protection = false
}

resource "google_sql_database_instance" "created" {
  name = "x"
  deletion_protection = false
}
