module "disk" {
  source = "./disk"
  zone   = "eu-west-1a"
}

module "gone" {
  source = "./disk"
  zone   = "eu-west-1a"
}
