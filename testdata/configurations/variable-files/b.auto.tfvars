from_later_auto = { file = "b.auto.tfvars", n = -1 }
