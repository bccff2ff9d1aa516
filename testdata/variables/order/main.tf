# Each variable is named after the place that gives it last.
variable "default" { default = "default" }
variable "environment" { default = "default" }
variable "tfvars" { default = "default" }
variable "tfvars_json" { default = "default" }
variable "auto_a" { default = "default" }
variable "auto_b" { default = "default" }
variable "auto_z" { default = "default" }
variable "first_file" { default = "default" }
variable "between" { default = "default" }
variable "second_file" { default = "default" }
variable "last" { default = "default" }

output "all" {
  value = [
    var.default, var.environment, var.tfvars, var.tfvars_json, var.auto_a, var.auto_b, var.auto_z, var.first_file,
    var.between, var.second_file, var.last,
  ]
}
