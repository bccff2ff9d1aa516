variable "scope" {
  type = string
}

variable "grants" {
  type = map(string)
}

resource "azurerm_role_assignment" "this" {
  for_each = var.grants

  scope                = var.scope
  role_definition_name = each.key
  #                      ^^^^^^^^ azurerm-role-assignment-owner-of-subscription
  principal_id = each.value
}
