locals {
  names = ["a", "b", "c", "d", "e", "f", "g", "h"]
}

module "queue" {
  source   = "./queue"
  for_each = toset(local.names)
  name     = each.key
  delay    = index(local.names, each.key)
}

module "first" {
  source = "./queue"
  name   = "first"
}

module "second" {
  source = "./queue"
  name   = module.first.name
  delay  = module.first.delay + 1
}

module "third" {
  source = "./queue"
  name   = "${module.second.name}-${module.second.delay}"
}

output "delays" {
  value = [for name, queue in module.queue : queue.delay]
}

output "values" {
  value = values(module.queue)[*].name
}

output "chain" {
  value = module.third.name
}
