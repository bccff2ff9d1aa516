provider "aws" {
#^^^^^^^^^^^^^ aws-account-without-multi-region-trail: no trail here
  region = "eu-west-1"
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}
