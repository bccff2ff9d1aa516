variable "name" {
  type = string
}

variable "document" {
  type = string
}

resource "aws_iam_policy" "this" {
  name   = var.name
  policy = var.document
}
