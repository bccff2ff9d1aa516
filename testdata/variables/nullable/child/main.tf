variable "nullable" { default = "default" }
variable "not_nullable" {
  default  = "default"
  nullable = false
}
output "all" {
  value = [var.nullable, var.not_nullable]
}
