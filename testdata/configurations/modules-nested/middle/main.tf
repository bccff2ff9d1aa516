variable "name" {}

variable "depth" {}

module "inner" {
  source = "./inner"
  name   = "${var.name}-middle"
  depth  = var.depth + 1
}

output "deep" {
  value = module.inner.path
}
