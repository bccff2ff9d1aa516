module "m" {
  source = "./m"
  rules = [
    { port = "80", cidrs = ["a", "b", "a"] },
    { port = 443, cidrs = [], labels = { x = 1, y = true } },
  ]
  flags = { a = "true", b = false }
  tree  = { name = "root", children = [{ name = "leaf" }, { name = "twig", size = 3 }] }
  mixed = [1, "a", null]
}

output "all" {
  value = module.m.all
}

output "sizes" {
  value = module.m.sizes
}
