terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      version               = ">= 5.0"
      configuration_aliases = [aws.replica]
    }
  }
}

variable "name" {
  type = string
}

resource "aws_s3_bucket" "main" {
  bucket = var.name
}

resource "aws_s3_bucket" "replica" {
  provider = aws.replica
  bucket   = "${aws_s3_bucket.main.bucket}-replica"
}

output "names" {
  value = [aws_s3_bucket.main.bucket, aws_s3_bucket.replica.bucket]
}
