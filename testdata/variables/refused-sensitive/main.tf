variable "a" {
  type      = number
  sensitive = true
}
output "all" { value = nonsensitive(var.a) }
