resource "aws_instance" "i" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  root_block_device {
    volume_size = "20"
    encrypted   = true
  }
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "l" {
  bucket = "b"
  dynamic "rule" {
    for_each = { a = 30, b = 60 }
    content {
      id     = rule.key
      status = "Enabled"
      filter {
        prefix = "${rule.key}/"
      }
      expiration {
        days = rule.value
      }
    }
  }
}

resource "aws_dynamodb_table" "t" {
  name         = "t"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
  attribute {
    name = "at"
    type = "N"
  }
  global_secondary_index {
    name            = "by-at"
    hash_key        = "at"
    projection_type = "ALL"
  }
}

output "known" {
  value = [
    aws_instance.i.metadata_options[0].http_tokens,
    one(aws_instance.i.metadata_options).http_put_response_hop_limit,
    aws_instance.i.root_block_device[0].encrypted,
    aws_instance.i.root_block_device[0].volume_size,
    aws_instance.i.root_block_device.0.volume_size,
    aws_s3_bucket_lifecycle_configuration.l.rule[*].id,
    aws_s3_bucket_lifecycle_configuration.l.rule[1].expiration[0].days,
    length(aws_s3_bucket_lifecycle_configuration.l.rule),
    [for rule in aws_s3_bucket_lifecycle_configuration.l.rule : rule.filter[0].prefix],
  ]
}

output "unordered" {
  value = sort([for a in aws_dynamodb_table.t.attribute : a.name])
}
