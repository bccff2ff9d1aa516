locals {
  odd-name = "hyphen"
  _under   = "underscore"
  for_each = "keyword-like"
  null_    = null
}

variable "for" {
  default = { in = "for", if = "if", "a.b" = 1, "c d" = 2, "0" = "zero" }
}

resource "terraform_data" "a-b" {
  for_each = { "with space" = 1, "dot.ted" = 2, "brack[et]" = 3, "quo\"te" = 4, "ünï" = 5, "$${x}" = 6, "back\\slash" = 7 }
  input    = each.key
}

resource "terraform_data" "_u" {
  input = [
    local.odd-name, local._under, local.for_each, local.null_,
    var.for.in, var.for["if"], var.for["a.b"], var.for["c d"], var.for["0"],
    terraform_data.a-b["dot.ted"].input, terraform_data.a-b["quo\"te"].input,
  ]
}

output "keys" {
  value = keys(terraform_data.a-b)
}
