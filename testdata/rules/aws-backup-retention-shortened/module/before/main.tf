module "a" {
  source = "./m"
  setting = 14
}
