variable "environment" {
  default = "test"
}

provider "aws" {
  region                      = "eu-central-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  default_tags {
    tags = {
      Environment = var.environment
      Owner       = "platform"
    }
  }
}

provider "aws" {
  alias                       = "west"
  region                      = "us-west-2"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

resource "aws_sqs_queue" "tagged" {
  name = "tagged"
  tags = { Name = "tagged", Owner = "shop" }
}

resource "aws_sqs_queue" "plain" {
  name = "plain"
}

resource "aws_sqs_queue" "west" {
  provider = aws.west
  name     = "west"
  tags     = {}
}

module "passed" {
  source = "./m"
  providers = {
    aws = aws.west
  }
}
