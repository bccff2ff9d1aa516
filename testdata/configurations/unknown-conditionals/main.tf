resource "terraform_data" "u" {
  input = "x"
}

locals {
  unknown = terraform_data.u.output
  is_x    = local.unknown == "x"
}

resource "terraform_data" "t" {
  input = {
    branch     = local.is_x ? "a" : "b"
    known      = true ? "a" : local.unknown
    list       = local.is_x ? ["a"] : ["a", "b"]
    in_list    = ["k", local.unknown, 3]
    in_object  = { a = local.unknown, b = "known" }
    attribute  = { a = local.unknown, b = "known" }.b
    element    = ["k", local.unknown][0]
    template   = "start-${local.unknown}"
    sum        = 1 + length([local.unknown, 2])
    for_values = [for v in ["a", local.unknown] : upper(v)]
    for_keys   = { for k in ["a", "b"] : k => local.unknown }
    for_if     = [for v in [1, 2, 3] : v if v > 1 || local.unknown == v]
    contains   = contains(["a", local.unknown], "a")
    concat     = concat(["a"], [local.unknown])
    keys       = keys({ a = local.unknown })
    set        = toset(["a", local.unknown])
    zip        = zipmap(["a", "b"], [1, local.unknown])
    format     = format("%s-%d", local.unknown, 1)
    type       = [tostring(1), tostring(local.unknown)]
    flat       = flatten([["a"], [local.unknown]])
    lookup     = lookup({ a = 1, b = local.unknown }, "a", 0)
    try        = try(local.unknown.x, "fallback")
    can        = can(local.unknown)
    negated    = !local.is_x
    nothing    = local.unknown == null
  }
}

output "mixed" {
  value = [terraform_data.t.input.known, terraform_data.t.input.branch, terraform_data.t.id]
}
