variable "from_terraform_tfvars" {}
variable "from_auto" {}
variable "from_later_auto" {}
variable "from_json" {
  type = map(list(number))
}
variable "from_json_auto" {}
variable "only_default" {
  default = "default"
}

resource "terraform_data" "t" {
  input = {
    a = var.from_terraform_tfvars
    b = var.from_auto
    c = var.from_later_auto
    d = var.from_json
    e = var.from_json_auto
    f = var.only_default
  }
}
