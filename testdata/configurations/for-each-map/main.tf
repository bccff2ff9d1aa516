locals {
  buckets = {
    logs  = { versioned = false, days = 30 }
    data  = { versioned = true, days = 365 }
    media = { versioned = true, days = 90 }
  }
}

resource "aws_s3_bucket" "b" {
  for_each      = local.buckets
  bucket        = "example-${each.key}"
  force_destroy = !each.value.versioned
  tags = {
    Name = title(each.key)
    Days = each.value.days
  }
}

resource "aws_s3_bucket_versioning" "v" {
  for_each = { for name, bucket in local.buckets : name => bucket if bucket.versioned }
  bucket   = aws_s3_bucket.b[each.key].bucket
  versioning_configuration {
    status = each.value.versioned ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_public_access_block" "p" {
  for_each                = aws_s3_bucket.b
  bucket                  = each.value.bucket
  block_public_acls       = true
  block_public_policy     = each.key != "media"
  ignore_public_acls      = true
  restrict_public_buckets = true
}

output "names" {
  value = { for key, bucket in aws_s3_bucket.b : key => bucket.bucket }
}
