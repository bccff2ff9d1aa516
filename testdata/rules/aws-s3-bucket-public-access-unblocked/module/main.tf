module "bucket" {
  source   = "./bucket"
  for_each = { site = true, orders = false }

  name   = "shop-${each.key}"
  public = each.value
}
