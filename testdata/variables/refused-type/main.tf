variable "a" {
  type = list(number)
}
output "all" { value = var.a }
