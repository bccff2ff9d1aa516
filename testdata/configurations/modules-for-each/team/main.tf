variable "name" {
  type = string
}

variable "members" {
  type    = set(string)
  default = ["nobody"]
}

variable "quota" {
  type    = number
  default = 5
}

resource "aws_iam_user" "u" {
  for_each = var.members
  name     = "${var.name}-${each.key}"
  path     = "/${var.name}/"
}

resource "aws_iam_group" "g" {
  name = var.name
}

resource "aws_iam_group_membership" "m" {
  count = length(var.members) > 0 ? 1 : 0
  name  = "${var.name}-members"
  group = aws_iam_group.g.name
  users = [for user in aws_iam_user.u : user.name]
}

output "quota" {
  value = var.quota
}

output "users" {
  value = keys(aws_iam_user.u)
}
