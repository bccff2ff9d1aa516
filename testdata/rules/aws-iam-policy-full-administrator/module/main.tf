data "aws_iam_policy_document" "all" {
  statement {
    sid       = "All"
    actions   = ["*"]
    #            ^^^ aws-iam-policy-full-administrator
    resources = ["*"]
  }
}

module "policy" {
  source = "./policy"

  name     = "all"
  document = data.aws_iam_policy_document.all.json
}
