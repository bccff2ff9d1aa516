# Nothing is declared, so nothing is asked.
provider "aws" {
  region = "us-east-1"
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}
