resource "terraform_data" "partner" {
  input = "arn:aws:iam::123456789012:root"
}

resource "aws_iam_role" "partner" {
  name = "partner"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { AWS = terraform_data.partner.output }
        #                   ????????????????????????????? aws-iam-role-trust-any-principal
      }
    ]
  })
}
