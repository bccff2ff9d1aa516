# plan.json is written by hand, since no provider was at hand to make it.

resource "google_sql_database_instance" "same" {
  name = "x"
}

resource "google_sql_database_instance" "changed" {
  name = "x"
}

resource "google_sql_database_instance" "created" {
  name = "x"
}

# Let go of, not destroyed.
removed {
  from = google_sql_database_instance.left

  lifecycle {
    destroy = false
  }
}
