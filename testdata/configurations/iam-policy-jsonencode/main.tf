variable "bucket" {
  default = "data"
}

locals {
  statements = [
    for action in ["Get", "Put"] : {
      Sid      = "${action}Objects"
      Effect   = "Allow"
      Action   = "s3:${action}Object"
      Resource = "arn:aws:s3:::${var.bucket}/*"
    }
  ]
}

resource "aws_iam_policy" "p" {
  name = "encoded"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.statements, [{ Effect = "Deny", Action = ["iam:*"], Resource = "*", Condition = { Bool = { "aws:x" = false } } }])
  })
}

resource "aws_iam_role" "r" {
  name = "r"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = sort(["lambda.amazonaws.com", "edgelambda.amazonaws.com"]) }
    }]
  })
  inline_policy {
    name   = "inline"
    policy = jsonencode({ Version = "2012-10-17", Statement = local.statements })
  }
}

resource "aws_kms_key" "k" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "root", Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "kms:*", Resource = "*" }]
  })
}

output "text" {
  value = jsonencode({ n = 1.50, big = 12345678901234567890, t = "é<>&\u2028", nothing = null, nested = { list = [true, "x"] }, empty = [{}, []] })
}
