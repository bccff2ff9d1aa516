variable "a" {
  type    = number
  default = "many"
}
output "all" { value = var.a }
