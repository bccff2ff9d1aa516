variable "a" {
  default = 1
}
output "all" { value = var.a }
