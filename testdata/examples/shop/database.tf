module "database" {
  source = "./modules/database"

  name           = local.name
  instance_class = var.database.instance_class
  storage        = var.database.storage
  backup_days    = var.database.backup_days
  password       = var.database_password
  subnets        = module.network.private_subnets
  groups         = [module.network.security_groups["database"]]
  kms_key_arn    = aws_kms_key.data.arn
}
