module "region" {
  source   = "./region"
  for_each = { eu = ["a", "b"], us = ["a"] }
  name     = each.key
  zones    = each.value
}

output "all" {
  value = { for name, region in module.region : name => region.instances }
}

output "one" {
  value = module.region["eu"].zones["b"].subnets
}
