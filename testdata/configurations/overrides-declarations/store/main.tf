variable "name" {}

variable "size" {}

resource "terraform_data" "here" {
  input = "store ${var.name} ${var.size}"
}

output "all" {
  value = "store ${var.name} ${var.size}"
}
