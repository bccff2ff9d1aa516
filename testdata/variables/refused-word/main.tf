variable "a" {
  type = any
}
output "all" { value = var.a }
