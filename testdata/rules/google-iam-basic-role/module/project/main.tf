variable "grants" {
  type = map(object({
    roles  = list(string)
    member = string
  }))
}

locals {
  grants = merge([
    for who, grant in var.grants : {
      for role in grant.roles : "${who} ${role}" => { role = role, member = grant.member }
    }
  ]...)
}

resource "google_project_iam_member" "this" {
  for_each = local.grants

  project = "shop"
  role    = each.value.role
  #         ^^^^^^^^^^^^^^^ google-iam-basic-role
  member = each.value.member
}
