output "database" {
  description = "Where the database answers."
  value       = module.database.server
}

output "assets" {
  description = "The account that pictures are put in."
  value       = module.account["assets"].name
}
