# Role assignments.

locals {
  # The built-in roles that can hand out any right, by name and by the id that is the same in every tenant.
  ruling_roles = {
    "Owner"                                   = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
    "User Access Administrator"               = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"
    "Role Based Access Control Administrator" = "f58310d9-a9f6-439a-9e8d-f62e7b41a168"
  }
}

# Whether an id is that of everything, a management group or a subscription, not of something within.
function "azurerm_is_wide_scope" {
  params = [id]
  result = known(id) ? can(regex("(?i)^/(subscriptions/[^/]+|providers/Microsoft\\.Management/managementGroups/[^/]+)?/?$", id)) : azurerm_refers_to(id, ["azurerm_subscription", "data.azurerm_subscription", "azurerm_management_group", "data.azurerm_management_group"])
}

# Whether an id that is not known yet is that of something of these types. Text with more around a reference, and
# what is made from no resource at all, cannot be told.
function "azurerm_refers_to" {
  params = [id, types]
  result = refers(id, types) ? is(target(id, types), types) : (refers(id, "azurerm_*", "data.azurerm_*") && !refers(id, "data.azurerm_client_config") ? false : id == "")
}

rule "azurerm-role-assignment-owner-of-subscription" {
  title    = "Role that can grant any right is given over a whole subscription"
  severity = "high"
  kind     = "contradiction"
  theme    = "least-privilege"

  control "9.2.3" {
    basis  = "base-control"
    reason = "Privileged access is to be restricted to what the task needs; the holder of this role can give anyone, itself included, any right on everything in the scope."
    successor "8.2" {
      basis = "base-control"
    }
  }

  resource = "azurerm_role_assignment"

  locals {
    of_data = refers(self.role_definition_id, "data.azurerm_role_definition")
    of_own  = refers(self.role_definition_id, "azurerm_role_definition")
    name    = lower(default(local.of_data ? target(self.role_definition_id, "data.azurerm_role_definition").name : self.role_definition_name, ""))
    id      = lower(local.of_data || local.of_own ? "" : default(self.role_definition_id, ""))
    names   = [for name, id in local.ruling_roles : name if local.name == lower(name) || endswith(local.id, id)]
    # A role of the tenant's own, where it is defined here.
    custom = local.of_own ? anytrue([
      for p in target(self.role_definition_id, "azurerm_role_definition").permissions :
      anytrue([for a in p.actions : contains(["*", "microsoft.authorization/*", "microsoft.authorization/roleassignments/*", "microsoft.authorization/roleassignments/write"], lower(a))])
      && !anytrue([for a in p.not_actions : startswith(lower(a), "microsoft.authorization/")])
    ]) : false
    wide = azurerm_is_wide_scope(self.scope)
  }

  assert {
    # A condition of the assignment can narrow which roles may be granted on.
    when          = self.condition == null
    condition     = !((length(local.names) > 0 || local.custom) && local.wide)
    error_message = "${length(local.names) > 0 ? local.names[0] : "a role that may assign roles"} is given over a whole subscription or management group; give a role that does not grant rights, give it on a resource group, or add a `condition`"
    at            = self.role_definition_id == null ? self.role_definition_name : self.role_definition_id
  }

  limits = "Who stands behind the principal is not looked at: an account kept for emergencies may need this. Custom roles that are defined elsewhere are not seen, nor is what a condition says."
  references = [
    "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/role_assignment",
    "https://learn.microsoft.com/azure/role-based-access-control/best-practices",
  ]
}
