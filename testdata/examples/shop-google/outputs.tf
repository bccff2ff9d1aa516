output "databases" {
  description = "Where the databases answer."
  value       = { for name, database in module.database : name => database.connection }
}

output "assets" {
  description = "The bucket that pictures are put in."
  value       = module.assets.name
}
