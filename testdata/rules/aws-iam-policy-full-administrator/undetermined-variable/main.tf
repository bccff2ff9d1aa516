variable "policy" {
  type = string
}

resource "aws_iam_policy" "asked" {
  name   = "asked"
  policy = var.policy
  #        ?????????? aws-iam-policy-full-administrator
}
