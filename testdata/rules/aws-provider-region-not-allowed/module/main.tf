variable "region" {
  type    = string
  default = "eu-west-1"
}

provider "aws" {
  region = var.region
  #        ^^^^^^^^^^ aws-provider-region-not-allowed: ap-southeast-2
}

module "queue" {
  source = "./queue"
}
