locals {
  users = {
    ada   = { role = "admin", groups = ["ops", "dev"] }
    brian = { role = "dev", groups = ["dev"] }
    chloe = { role = "dev", groups = [] }
  }
  numbers = [3, 1, 2]
}

resource "terraform_data" "t" {
  input = {
    list        = [for n in local.numbers : n * 2]
    indexed     = [for i, n in local.numbers : "${i}:${n}"]
    filtered    = [for n in local.numbers : n if n > 1]
    map         = { for name, user in local.users : name => user.role }
    upper       = { for name, user in local.users : upper(name) => length(user.groups) if length(user.groups) > 0 }
    grouped     = { for name, user in local.users : user.role => name... }
    by_group    = { for pair in flatten([for name, user in local.users : [for g in user.groups : { g = g, n = name }]]) : pair.g => pair.n... }
    of_set      = [for s in toset(["b", "a", "b"]) : s]
    of_set_key  = { for k, v in toset(["b", "a"]) : k => v }
    nested      = [for a in [1, 2] : [for b in ["x", "y"] : "${a}${b}"]]
    shadow      = [for local in [1, 2] : local]
    number_keys = { for n in local.numbers : n => n }
  }
}
