# What follows from the region of the provider configuration: its name, its partition, and ARNs made of them.

variable "region" {
  default = "eu-west-1"
}

provider "aws" {
  region                      = var.region
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

provider "aws" {
  alias                       = "government"
  region                      = "us-gov-west-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

data "aws_region" "here" {}

data "aws_partition" "here" {}

data "aws_partition" "there" {
  provider = aws.government
}

module "here" {
  source = "./modules/place"
}

module "there" {
  source = "./modules/place"
  providers = {
    aws = aws.government
  }
}

resource "aws_iam_role_policy_attachment" "managed" {
  role       = "worker"
  policy_arn = "arn:${data.aws_partition.here.partition}:iam::aws:policy/ReadOnlyAccess"
}

resource "terraform_data" "places" {
  input = {
    region    = data.aws_region.here.name
    id        = data.aws_region.here.id
    partition = data.aws_partition.here.id
    service   = "${data.aws_partition.here.reverse_dns_prefix}.s3"
    suffix    = data.aws_partition.there.dns_suffix
    there     = data.aws_partition.there.partition
    modules   = [module.here.arn, module.there.arn]
  }
}

output "there" {
  value = module.there.arn
}
