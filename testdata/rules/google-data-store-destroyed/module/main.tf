# plan.json is written by hand, since no provider was at hand to make it.

# gone: module.gone.google_sql_database_instance.data

module "a" {
  source = "./m"
}
