module "network" {
  source = "./modules/network"

  name        = local.name
  cidr        = var.vpc_cidr
  zones       = ["${var.region}a", "${var.region}b"]
  admin_cidrs = var.admin_cidrs
}
