resource "google_sql_database_instance" "data" {
  name = "x"
}
