data "aws_partition" "this" {}

data "aws_region" "this" {}

output "arn" {
  value = "arn:${data.aws_partition.this.partition}:sqs:${data.aws_region.this.name}:*:queue"
}
