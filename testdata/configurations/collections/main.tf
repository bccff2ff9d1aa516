locals {
  list = ["b", "a", "c", "a"]
  map  = { x = 1, y = 2, z = 3 }
  deep = [[1, [2]], [3], []]
}

resource "terraform_data" "t" {
  input = {
    distinct  = distinct(local.list)
    sort      = sort(local.list)
    reverse   = reverse(local.list)
    slice     = slice(local.list, 1, 3)
    element   = [element(local.list, 5), element(local.list, 0)]
    index     = index(local.list, "c")
    contains  = [contains(local.list, "a"), contains(keys(local.map), "q")]
    flatten   = flatten(local.deep)
    chunk     = chunklist(local.list, 3)
    coalesce  = [coalesce(null, "", "x"), coalescelist([], ["y"])[0]]
    compact   = compact(["a", "", null, "b"])
    concat    = concat([1], ["a"], [[true]])
    keys      = keys(local.map)
    values    = values(local.map)
    lookup    = [lookup(local.map, "x", 0), lookup(local.map, "q", 9)]
    merge     = merge(local.map, { y = "two" }, null, { w = null })
    zipmap    = zipmap(["k", "l"], [1, "v"])
    transpose = transpose({ a = ["1", "2"], b = ["2"] })
    matchkeys = matchkeys(["i1", "i2", "i3"], ["a", "b", "a"], ["a"])
    range     = [range(3), range(1, 4), range(10, 0, -3)]
    sum       = sum([1, 2.5, "3"])
    alltrue   = [alltrue([true, "true"]), anytrue([false, "true"]), alltrue([])]
    one       = [one([]), one(["x"])]
    length    = [length(local.list), length(local.map), length("héllo")]
    tomap     = tomap({ a = 1, b = 2 })
  }
}
