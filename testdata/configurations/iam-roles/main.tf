locals {
  roles = {
    ci      = { services = ["codebuild.amazonaws.com"], managed = ["AmazonS3ReadOnlyAccess"], duration = 7200 }
    runtime = { services = ["ecs-tasks.amazonaws.com", "ecs.amazonaws.com"], managed = [] }
  }
  attachments = merge([
    for role, settings in local.roles : { for policy in settings.managed : "${role}:${policy}" => { role = role, policy = policy } }
  ]...)
}

data "aws_iam_policy_document" "trust" {
  for_each = local.roles
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = each.value.services
    }
  }
}

resource "aws_iam_role" "r" {
  for_each             = local.roles
  name                 = "role-${each.key}"
  assume_role_policy   = data.aws_iam_policy_document.trust[each.key].json
  max_session_duration = lookup(each.value, "duration", 3600)
  permissions_boundary = can(each.value.duration) ? "arn:aws:iam::123456789012:policy/boundary" : null
}

resource "aws_iam_role_policy_attachment" "a" {
  for_each   = local.attachments
  role       = aws_iam_role.r[each.value.role].name
  policy_arn = "arn:aws:iam::aws:policy/${each.value.policy}"
}

resource "aws_iam_role_policy" "p" {
  for_each = toset([for name, role in local.roles : name if length(role.services) > 1])
  name     = "inline"
  role     = aws_iam_role.r[each.key].name
  policy   = data.aws_iam_policy_document.trust[each.key].minified_json
}

output "trust" {
  value = { for name, document in data.aws_iam_policy_document.trust : name => document.json }
}
