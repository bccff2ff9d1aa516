variable "name" {}

variable "size" {}

resource "terraform_data" "there" {
  input = "other ${var.name} ${var.size}"
}

output "all" {
  value = "other ${var.name} ${var.size}"
}
