variable "region" {
  type    = string
  default = "eu-west-1"
}

provider "aws" {
  region                      = var.region
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

data "aws_region" "current" {}

data "aws_partition" "current" {}

resource "aws_sqs_queue" "q" {
  name   = "queue-in-${var.region}"
  tags   = { Region = var.region, Arn = "arn:aws:sqs:${var.region}:123456789012:queue" }
}

resource "terraform_data" "t" {
  input = {
    region    = data.aws_region.current.name
    partition = "arn:${data.aws_partition.current.partition}:iam::aws:policy/ReadOnlyAccess"
  }
}
