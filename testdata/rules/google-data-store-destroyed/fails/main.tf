# plan.json is written by hand, since no provider was at hand to make it.

# gone: google_sql_database_instance.gone

resource "google_sql_database_instance" "replaced" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ google-data-store-destroyed
  name = "x"
}
