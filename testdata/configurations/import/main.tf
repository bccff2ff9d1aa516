import {
  to = terraform_data.t
  id = "known-id"
}

resource "terraform_data" "t" {
  input            = "imported"
  triggers_replace = null
}

resource "terraform_data" "each" {
  for_each = { a = 1 }
  input    = each.value
}

output "input" {
  value = terraform_data.t.input
}
