variable "size" {
  default = 1
}

locals {
  name = "main"
}

resource "terraform_data" "a" {
  input            = "${local.name}-${var.size}"
  triggers_replace = "kept"
}

output "a" {
  value = terraform_data.a.input
}
