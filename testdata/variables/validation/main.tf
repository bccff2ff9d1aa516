# All of these pass, or are not known.
variable "region" {
  type    = string
  default = "eu-west-1"
  validation {
    condition     = startswith(var.region, "eu-")
    error_message = "Choose a region in Europe."
  }
  validation {
    condition     = length(var.region) > 3
    error_message = "It is too short."
  }
}
variable "size" {
  type = number
  validation {
    condition     = var.size > var.least
    error_message = "It is ${var.size}, less than ${var.least}."
  }
}
variable "least" { default = 2 }
variable "text_condition" {
  default = "x"
  validation {
    condition     = var.text_condition == "x" ? "true" : "false"
    error_message = "No."
  }
}
resource "terraform_data" "later" {}
module "child" {
  source = "./child"
  id     = terraform_data.later.id
}
output "all" { value = [var.region, var.size] }
