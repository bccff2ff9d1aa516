variable "name" {
  type = string
}

variable "size" {
  type    = number
  default = 8
}

variable "encrypted" {
  type    = bool
  default = null
}

module "inner" {
  source = "./inner"

  text = upper(var.name)
}

resource "terraform_data" "disk" {
  input = {
    name      = var.name
    size      = var.size + 1
    encrypted = var.encrypted
  }
}

output "size" {
  value = var.size
}

output "label" {
  value = "${var.name} of ${var.size}"
}

output "inner" {
  value = module.inner.text
}
