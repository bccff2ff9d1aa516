variable "tags" {
  default = { Owner = "x" }
}

locals {
  region = join("-", ["eu", "west", 1])
}

provider "aws" {
  region                      = local.region
  skip_credentials_validation = "true"
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  dynamic "default_tags" {
    for_each = length(var.tags) > 0 ? [var.tags] : []
    content {
      tags = default_tags.value
    }
  }
  ignore_tags {
    keys = ["Ignored"]
  }
}

resource "aws_sqs_queue" "q" {
  name = "q"
  tags = { Own = "tag" }
}

output "region" {
  value = local.region
}
