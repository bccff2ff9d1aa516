module "a" {
  source = "./m"
  count  = 2
  config = { name = "n${count.index}", ports = [80 + count.index] }
}

module "b" {
  source   = "./m"
  for_each = { for i, m in module.a : "from${i}" => m.result }
  config   = merge(each.value, { ports = concat(each.value.ports, ["99"]) })
}

locals {
  results = { for k, m in module.b : k => m }
  flat    = flatten([for m in values(module.b) : m.result.ports])
}

output "results" {
  value = local.results
}

output "flat" {
  value = [local.flat, module.a[*].result.name, module.a.0.result.ports[0], [for m in module.a : m.result.name]]
}
