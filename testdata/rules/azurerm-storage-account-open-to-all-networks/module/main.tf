module "orders" {
  source = "./account"

  name           = "shoporders"
  default_action = "Deny"
}

module "media" {
  source = "./account"

  name = "shopmedia"
}
