locals {
  a = 7
  b = 2
}

resource "terraform_data" "t" {
  input = {
    precedence  = 1 + 2 * 3 - 4 / 2
    modulo      = [local.a % local.b, -local.a % local.b, local.a % -local.b]
    comparison  = [local.a > local.b, local.a >= 7, local.a < local.b, local.a <= 7]
    logic       = [true && !false, false || true, !(true && false)]
    equality    = [local.a == 7, "7" == local.a, [1, 2] == [1, 2], { a = 1 } == { a = 1 }, null == null, "a" != "b"]
    types       = [tolist(["a"]) == ["a"], toset(["a"]) == toset(["a"]), tomap({ a = "1" }) == { a = "1" }]
    coerced     = ["5" + "6", "2" * 3, !"true", -"4", "1" < 2]
    division    = [1 / 3, 10 / 2, 2 / 3 * 3]
    decimals    = [0.1 + 0.2, 1e20 * 10, 1.0, 100 * 1.1]
    conditional = local.a > 5 ? local.b > 5 ? "x" : "y" : "z"
    grouping    = ((local.a + 1)) * (2)
    multiline = (
      local.a
      + local.b
    )
  }
}
