variable "name" {
  type = string
}

variable "trusted" {
  type    = list(string)
  default = ["*"]
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = var.trusted
      #             ^^^^^^^^^^^ aws-iam-role-trust-any-principal
    }
  }
}

resource "aws_iam_role" "this" {
  name               = var.name
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
