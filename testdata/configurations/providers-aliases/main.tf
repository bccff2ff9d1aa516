provider "aws" {
  region                      = local.home
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

provider "aws" {
  alias                       = "dr"
  region                      = "eu-central-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

locals {
  home = "eu-west-1"
}

module "replicated" {
  source = "./replicated"
  providers = {
    aws         = aws
    aws.replica = aws.dr
  }
  name = "data"
}

resource "aws_s3_bucket" "dr" {
  provider = aws.dr
  bucket   = "dr-${module.replicated.names[1]}"
}
