variable "a" {
  type     = string
  nullable = false
}
output "all" { value = var.a }
