module "a" {
  source = "./m"
  setting = 30
}
