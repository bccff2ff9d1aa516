locals {
  third = "from b, after ${local.first}"
}

variable "declared_here" {
  default = "b"
}

output "o" {
  value = "${terraform_data.a.input} ${var.declared_here} ${terraform_data.c.input}"
}
