moved {
  from = aws_s3_bucket.old
  to   = aws_s3_bucket.new
}

moved {
  from = module.gone
  to   = module.m
}

removed {
  from = aws_s3_bucket.forgotten
  lifecycle {
    destroy = false
  }
}

resource "aws_s3_bucket" "new" {
  bucket = "renamed"
}

module "m" {
  source = "./m"
}

check "health" {
  assert {
    condition     = aws_s3_bucket.new.bucket == "renamed"
    error_message = "bucket is ${aws_s3_bucket.new.bucket}"
  }
}

output "names" {
  value = [aws_s3_bucket.new.bucket, module.m.name]
}
