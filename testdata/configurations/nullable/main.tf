module "given" {
  source   = "./m"
  strict   = null
  lenient  = null
  fallback = null
}

module "left_out" {
  source = "./m"
}

output "given" {
  value = module.given.all
}

output "left_out" {
  value = module.left_out.all
}
