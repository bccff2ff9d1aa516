variable "password" {
  type      = string
  sensitive = true
}
variable "token" {
  type      = string
  ephemeral = true
}
resource "terraform_data" "user" {
  input = { name = "x", password = var.password }
}
output "length" { value = nonsensitive(length(var.password)) }
output "is" { value = [issensitive(var.password), issensitive(var.token)] }
