module "a" {
  source = "./m"
  setting = true
}
