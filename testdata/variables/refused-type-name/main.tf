variable "a" {
  type    = strin
  default = "b"
}
output "all" { value = var.a }
