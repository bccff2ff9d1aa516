variable "a" {
  type = list(string)
}
output "all" { value = var.a }
