resource "terraform_data" "numbers" {
  input = {
    integer  = 42
    negative = -17
    fraction = 2.5
    exponent = 1.5e3
    large    = 9007199254740993
    tiny     = 0.000125
    sum      = 0.1 + 0.2
    quotient = 10 / 4
    modulo   = 17 % 5
  }
}

resource "terraform_data" "strings" {
  input = {
    plain     = "plain"
    escapes   = "a\tb\nc\"d\\e"
    unicode   = "\u00e9\U0001F600"
    dollars   = "$${not} and %%{neither}"
    composed  = "e\u0301"
    empty     = ""
    truth     = true
    falsehood = false
    nothing   = null
    list      = [1, "two", true, null, [3, [4]]]
    object    = { "a b" = 1, (upper("key")) = 2, plain : 3 }
  }
}

output "comparison" {
  value = [1 == 1.0, "1" == 1, 1 < 2, "a" != "b", !true, true && false || true, [1] == [1], null == null]
}

output "nothing" {
  value = null
}
