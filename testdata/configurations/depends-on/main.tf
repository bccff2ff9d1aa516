resource "terraform_data" "first" {
  input = 1
}

module "m" {
  source     = "./m"
  name       = "after"
  depends_on = [terraform_data.first]
}

data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:*"]
    resources = ["*"]
  }
  depends_on = [terraform_data.first]
}

resource "aws_iam_policy" "p" {
  name       = module.m.name
  policy     = data.aws_iam_policy_document.d.json
  depends_on = [module.m, terraform_data.first]
}
