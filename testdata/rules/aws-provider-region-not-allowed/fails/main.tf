provider "aws" {
  region = "us-east-1"
  #        ^^^^^^^^^^^ aws-provider-region-not-allowed: us-east-1
}

provider "aws" {
  alias  = "frankfurt"
  region = "eu-central-1"
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}
