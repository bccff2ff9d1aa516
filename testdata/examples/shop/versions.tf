terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.60"
    }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = local.tags
  }
}

# Nightly reports are copied here for the analysts.
provider "aws" {
  alias  = "reports"
  region = var.reports_region
}
