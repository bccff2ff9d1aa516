locals {
  teams = {
    blue = { members = ["ann", "bob"], quota = 10 }
    red  = { members = [], quota = 20 }
  }
}

module "team" {
  source   = "./team"
  for_each = local.teams
  name     = each.key
  members  = each.value.members
  quota    = each.value.quota
}

module "spare" {
  source = "./team"
  count  = 2
  name   = "spare${count.index}"
}

module "absent" {
  source = "./team"
  count  = 0
  name   = "absent"
}

output "quotas" {
  value = { for name, team in module.team : name => team.quota }
}

output "one" {
  value = [module.team["blue"].users, module.spare[1].quota, module.spare[*].quota, length(module.absent)]
}
