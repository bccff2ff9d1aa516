locals {
  accounts = {
    orders = { https_only = true }
    import = { https_only = false }
  }
}

module "account" {
  source   = "./account"
  for_each = local.accounts

  name       = "shop${each.key}"
  https_only = each.value.https_only
}
