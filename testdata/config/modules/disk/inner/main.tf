variable "text" {
  type = string
}

resource "terraform_data" "inner" {
  input = "${path.module}: ${var.text}"
}

output "text" {
  value = "<${var.text}>"
}
