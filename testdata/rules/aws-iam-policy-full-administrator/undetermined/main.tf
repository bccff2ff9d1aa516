resource "terraform_data" "actions" {
  input = ["*"]
}

resource "aws_iam_policy" "asked" {
  name = "asked"

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = terraform_data.actions.output, Resource = "*" }]
    #                                         ????????????????????????????? aws-iam-policy-full-administrator
  })
}
