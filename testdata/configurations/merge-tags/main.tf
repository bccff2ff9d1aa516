variable "extra" {
  type    = map(string)
  default = { Team = "core" }
}

locals {
  common = { Project = "p", Cost = 12 }
}

resource "aws_s3_bucket" "first" {
  bucket = "first"
  tags   = merge(local.common, var.extra, { Name = "first" })
}

resource "aws_s3_bucket" "second" {
  bucket = "${aws_s3_bucket.first.bucket}-second"
  tags   = merge(aws_s3_bucket.first.tags, { Name = "second", Of = aws_s3_bucket.first.tags["Team"] })
}

resource "aws_sqs_queue" "q" {
  for_each = { for k, v in aws_s3_bucket.second.tags : lower(k) => v if k != "Of" }
  name     = "${each.key}-${each.value}"
  tags     = { for k, v in aws_s3_bucket.second.tags : k => upper(v) }
}

output "tags" {
  value = [aws_s3_bucket.second.tags, length(aws_s3_bucket.first.tags), jsonencode(aws_s3_bucket.second.tags)]
}
