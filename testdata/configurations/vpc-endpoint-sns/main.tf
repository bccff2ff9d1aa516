locals {
  services  = ["s3", "dynamodb"]
  interface = { for s in ["kms", "sqs"] : s => { private = s == "kms" } }
}

resource "aws_vpc_endpoint" "gateway" {
  for_each          = toset(local.services)
  vpc_id            = "vpc-1"
  service_name      = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = ["rtb-1"]
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = local.interface
  vpc_id              = aws_vpc_endpoint.gateway["s3"].vpc_id
  service_name        = format("com.amazonaws.%s.%s", "eu-west-1", each.key)
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = each.value.private
  subnet_ids          = [for i in range(2) : "subnet-${i}"]
}

resource "aws_sns_topic" "t" {
  name              = "topic"
  kms_master_key_id = "alias/aws/sns"
  delivery_policy = jsonencode({
    http = { defaultHealthyRetryPolicy = { minDelayTarget = 20, numRetries = 3 } }
  })
}

resource "aws_sns_topic_subscription" "s" {
  for_each  = { ops = "ops@example.com", dev = "dev@example.com" }
  topic_arn = aws_sns_topic.t.arn
  protocol  = "email"
  endpoint  = each.value
}

resource "aws_config_config_rule" "r" {
  for_each = { "s3-public" = "S3_BUCKET_PUBLIC_READ_PROHIBITED" }
  name     = each.key
  source {
    owner             = "AWS"
    source_identifier = each.value
  }
  input_parameters = jsonencode({ days = "90" })
}
