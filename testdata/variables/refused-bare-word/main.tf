variable "a" {}
output "all" { value = var.a }
