# gone: module.gone.aws_ebs_volume.data

module "disk" {
  source = "./disk"
  zone   = "eu-west-1b"
}
