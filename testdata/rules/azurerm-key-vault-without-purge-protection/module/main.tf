module "keys" {
  source   = "./vault"
  for_each = toset(["app", "payment"])

  name = "kv-shop-${each.key}"
}
