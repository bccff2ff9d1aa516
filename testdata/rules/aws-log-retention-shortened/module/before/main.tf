module "a" {
  source = "./m"
  setting = 365
}
