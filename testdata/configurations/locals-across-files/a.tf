locals {
  first  = "from a"
  second = "${local.third} and a"
}

resource "terraform_data" "a" {
  input = local.second
}
