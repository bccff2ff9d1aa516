output "address" {
  description = "Name of the load balancer; the shop's public name points to it."
  value       = module.web.address
}

output "database_endpoint" {
  value = module.database.endpoint
}
