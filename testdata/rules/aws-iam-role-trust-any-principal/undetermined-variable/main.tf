variable "partners" {
  type = list(string)
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
    #????????? aws-iam-role-trust-any-principal
      type        = "AWS"
      identifiers = var.partners
    }
  }
}

resource "aws_iam_role" "partner" {
  name               = "partner"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
