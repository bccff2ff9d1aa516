module "disk" {
  source   = "./disk"
  for_each = { a = 5, b = 50 }
  size     = each.value
}
