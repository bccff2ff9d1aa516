locals {
  words   = toset(["pear", "apple", "Zoo", "äpfel", "apple"])
  numbers = toset([10, 9, 100, -1, 2.5])
  bools   = toset([true, false])
  objects = toset([{ a = 2, b = "x" }, { a = 1, b = "y" }, { a = 1, b = "x" }])
  lists   = toset([["b"], ["a", "c"], ["a"]])
}

resource "terraform_data" "t" {
  input = {
    words     = local.words
    numbers   = local.numbers
    bools     = local.bools
    objects   = local.objects
    lists     = local.lists
    listed    = [for n in local.numbers : n]
    tolist    = tolist(local.words)
    union     = setunion(local.words, ["banana"])
    minus     = setsubtract(local.words, ["apple"])
    both      = setintersection(local.words, ["pear", "plum"])
    symmetric = sort(setunion(setsubtract(local.words, ["pear"]), setsubtract(["pear", "x"], local.words)))
    product   = setproduct(["a", "b"], [1, 2])
    of_sets   = setproduct(toset(["y", "x"]), toset([2, 1]))
    contains  = contains(local.words, "pear")
    length    = length(local.words)
    map       = { for w in local.words : w => length(w) }
    ones      = [for o in local.objects : o.b]
  }
}
