locals {
  servers = [
    { name = "a", disks = [{ size = 1 }, { size = 2 }] },
    { name = "b", disks = [] },
  ]
  one     = { name = "solo" }
  nothing = null
}

resource "terraform_data" "many" {
  count = 3
  input = "n${count.index}"
}

resource "terraform_data" "t" {
  input = {
    full     = local.servers[*].name
    nested   = local.servers[*].disks[*].size
    legacy   = local.servers.*.name
    indexed  = local.servers[*].name
    single   = local.one[*].name
    none     = local.nothing[*]
    none_of  = local.nothing[*].name
    inputs   = terraform_data.many[*].input
    first    = terraform_data.many.*.input[0]
    count    = length(terraform_data.many[*])
    of_set   = toset(["x", "y"])[*]
  }
}
