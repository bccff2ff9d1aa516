variable "a" {
  type = object({ name = string, size = number })
}
output "all" { value = var.a }
