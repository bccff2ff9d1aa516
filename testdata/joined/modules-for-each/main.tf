# Instances of modules: the companions of each are those of the same instance.

module "bucket" {
  source   = "./bucket"
  for_each = { open = false, shut = true }
  name     = each.key
  shut     = each.value
}

module "numbered" {
  source = "./bucket"
  count  = 2
  name   = "numbered-${count.index}"
  shut   = count.index == 1
}
