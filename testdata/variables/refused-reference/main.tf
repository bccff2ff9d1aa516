variable "a" {}
variable "b" { default = 1 }
output "all" { value = var.a }
