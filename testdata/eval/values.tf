# What expressions may name. The outputs of these are known after apply only, but for their types.

terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}

resource "terraform_data" "string" { input = "abc" }
resource "terraform_data" "number" { input = 3 }
resource "terraform_data" "bool" { input = true }
resource "terraform_data" "list" { input = tolist(["a", "b"]) }
resource "terraform_data" "set" { input = toset(["a", "b"]) }
resource "terraform_data" "map" { input = tomap({ a = "x", b = "y" }) }
resource "terraform_data" "object" { input = { a = "x", b = 2 } }
resource "terraform_data" "tuple" { input = ["a", 2] }

locals {
  string = terraform_data.string.output
  number = terraform_data.number.output
  bool   = terraform_data.bool.output
  list   = terraform_data.list.output
  set    = terraform_data.set.output
  map    = terraform_data.map.output
  object = terraform_data.object.output
  tuple  = terraform_data.tuple.output
  any    = jsondecode(jsonencode(terraform_data.string.output))
  secret = sensitive("abc")
}

locals {
  template = "Hello, $${name}!"
  single   = "$${value}"
  broken   = "$${x"
}
