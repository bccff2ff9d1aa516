variable "nullable" { default = "default" }
variable "not_nullable" {
  default  = "default"
  nullable = false
}
variable "typed" {
  type     = list(string)
  default  = ["a"]
  nullable = false
}
variable "null_default" { default = null }

module "child" {
  source       = "./child"
  nullable     = null
  not_nullable = null
}

output "all" {
  value = [var.nullable, var.not_nullable, var.typed, var.null_default, module.child.all]
}
