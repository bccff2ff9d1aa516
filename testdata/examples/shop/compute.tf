module "web" {
  source = "./modules/web"

  name             = local.name
  vpc_id           = module.network.vpc_id
  edge_subnets     = module.network.public_subnets
  server_subnets   = module.network.private_subnets
  edge_groups      = [module.network.security_groups["edge"]]
  server_groups    = [module.network.security_groups["web"]]
  certificate_arn  = var.certificate_arn
  instance_profile = aws_iam_instance_profile.web.name
}

resource "aws_instance" "bastion" {
  ami                    = "ami-0c1c30571d2dae5c9"
  instance_type          = "t3.micro"
  subnet_id              = module.network.public_subnets[0]
  vpc_security_group_ids = [module.network.security_groups["bastion"]]

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }

  root_block_device {
    encrypted  = true
    kms_key_id = aws_kms_key.data.arn
  }

  tags = { Name = "${local.name}-bastion" }
}

# The search nodes keep their index on volumes that outlive them.
resource "aws_ebs_volume" "search" {
  for_each = var.volumes

  availability_zone = each.value.zone
  size              = each.value.size
  type              = "gp3"
  encrypted         = var.encrypt_volumes

  tags = { Name = "${local.name}-search-${each.key}" }
}
