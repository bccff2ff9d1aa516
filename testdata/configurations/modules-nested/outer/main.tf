variable "name" {}

variable "depth" {
  type = number
}

module "middle" {
  source = "../middle"
  name   = "${var.name}-outer"
  depth  = var.depth + 1
}

output "deep" {
  value = "${var.name} sees ${module.middle.deep}"
}
