variable "a" {
  type = number
}
output "all" { value = var.a }
