# References through variables and outputs of modules, instances of modules and of resources in them.
variable "region" {
  default = "eu-west-1"
}

provider "aws" {
  region                      = var.region
  access_key                  = "fake"
  secret_key                  = "fake"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

module "key" {
  source = "./key"
}

module "disk" {
  source   = "./disk"
  for_each = { "eu.1" = "eu-west-1a", us = "us-east-1a" }
  zone     = each.value
  key      = module.key.arn
  encrypt  = each.key == "us"
}

module "pair" {
  source = "./disk"
  count  = 2
  zone   = "eu-west-1b"
  key    = module.key.whole.arn
}

resource "aws_volume_attachment" "eu" {
  device_name = "/dev/sdf"
  instance_id = "i-1"
  volume_id   = module.disk["eu.1"].volume
}

resource "aws_volume_attachment" "all" {
  for_each    = module.disk
  device_name = "/dev/sdf"
  instance_id = "i-2"
  volume_id   = each.value.volume
}

output "volumes" {
  value = [for disk in module.disk : disk.volume]
}
