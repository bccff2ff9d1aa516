variable "token" {
  type = string
}

variable "users" {
  type = set(string)
}

output "url" {
  value     = "https://${var.token}@example.com"
  sensitive = true
}

output "secret" {
  value     = "not from a variable"
  sensitive = true
}

output "users" {
  value = var.users
}
