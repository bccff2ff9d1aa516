module "outer" {
  source = "./outer"
  name   = "app"
  depth  = 1
}

output "deep" {
  value = module.outer.deep
}

output "all" {
  value = module.outer
}
