module "a" {
  source = "./m"
  setting = 1
}
