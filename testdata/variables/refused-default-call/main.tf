variable "a" {
  default = upper("b")
}
output "all" { value = var.a }
