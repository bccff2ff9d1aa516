# plan.json is written by hand, since no provider was at hand to make it.

resource "google_sql_database_instance" "same" {
  name = "x"

  settings {
    tier = "db-f1-micro"

    backup_configuration {
      enabled = true
    }
  }
}

# It was so before.
resource "google_sql_database_instance" "bad_before" {
  name = "x"

  settings {
    tier = "db-f1-micro"

    backup_configuration {
      enabled = false
    }
  }
}

resource "google_sql_database_instance" "created" {
  name = "x"

  settings {
    tier = "db-f1-micro"

    backup_configuration {
      enabled = false
    }
  }
}
