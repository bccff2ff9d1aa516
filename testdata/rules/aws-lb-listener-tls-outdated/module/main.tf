module "edge" {
  source = "./edge"
}

module "edge_of_the_bank" {
  source = "./edge"

  ssl_policy = "ELBSecurityPolicy-TLS13-1-3-2021-06"
}
