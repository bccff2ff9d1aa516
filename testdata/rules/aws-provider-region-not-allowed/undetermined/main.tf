variable "region" {
  type = string
}

provider "aws" {
  region = var.region
  #        ?????????? aws-provider-region-not-allowed
}

# The region comes from the environment.
provider "aws" {
#????????????? aws-provider-region-not-allowed
  alias   = "elsewhere"
  profile = "shop"
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}
