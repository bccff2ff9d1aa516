config = { tags = { b = "3", c = "4" }, timeout = 60 }
users  = { ann = { admin = true }, bob = { admin = false, path = "/staff/" } }
name   = "app"
