module "a" {
  source = "./m"
  setting = false
}
