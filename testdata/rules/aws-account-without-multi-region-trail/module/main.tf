provider "aws" {
  region = "eu-west-1"
}

module "trail" {
  source = "./trail"

  all_regions = false
}
