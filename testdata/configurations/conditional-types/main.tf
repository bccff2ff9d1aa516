variable "on" {
  default = true
}

variable "nothing" {
  type    = list(string)
  default = null
}

locals {
  off = !var.on
}

output "all" {
  value = [
    var.on ? "1" : 2,
    local.off ? { a = 1 } : { a = 1, b = 2 },
    var.on ? [] : ["x"],
    var.on ? { a = [1] } : { a = ["x"] },
    var.on ? null : { a = 1 },
    local.off ? null : { a = 1 },
    var.on ? tolist(["a"]) : [],
    var.on ? toset([2, 1]) : toset(["x"]),
    var.on ? tomap({ a = 1 }) : { b = "x" },
    var.on ? true : "maybe",
    var.on ? var.nothing : ["z"],
    coalesce(var.nothing, ["c"]),
    [for x in(local.off ? [] : [1, 2]) : x],
    { for k, v in(var.on ? { a = 1 } : {}) : k => v },
    length(var.on ? [1, 2, 3] : []),
    (var.on ? ["a", "b"] : ["c"])[1],
    merge(var.on ? { a = 1 } : {}, local.off ? { b = 2 } : {}),
    concat(var.on ? ["x"] : [], local.off ? ["y"] : []),
  ]
}
