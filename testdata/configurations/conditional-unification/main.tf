variable "on" {
  type    = bool
  default = true
}

locals {
  off = !var.on
}

resource "terraform_data" "t" {
  input = {
    number_string = var.on ? 1 : "two"
    string_number = var.on ? "one" : 2
    bool_string   = local.off ? "x" : true
    null_left     = local.off ? null : "b"
    null_right    = var.on ? "a" : null
    null_taken    = local.off ? "a" : null
    lists         = var.on ? [1, 2] : ["a"]
    tuples        = local.off ? [] : [1, "a"]
    objects       = var.on ? { a = 1 } : { a = "x" }
    maps          = local.off ? tomap({}) : { a = 1, b = "c" }
    empty_object  = var.on ? {} : { a = 1 }
    empty_list    = local.off ? ["a"] : []
    chained       = local.off ? "1" : local.off ? 2 : 3
    set           = var.on ? toset(["b", "a"]) : []
  }
}

output "chosen" {
  value = var.on ? { size = 5, tags = ["x"] } : { size = "5", tags = [] }
}
