variable "token" {
  sensitive = true
  default   = "t0ken"
}

module "m" {
  source = "./m"
  token  = var.token
  users  = ["a", "b"]
}

resource "terraform_data" "t" {
  input = {
    url    = module.m.url
    hash   = module.m.secret
    users  = module.m.users
    public = nonsensitive(module.m.url)
    merged = merge({ a = 1 }, { b = var.token })
    list   = concat(["x"], [var.token])
    for    = [for u in module.m.users : "${u}:${var.token}"]
    keys   = keys({ a = var.token })
    cond   = length(var.token) > 3 ? "long" : "short"
    issen  = issensitive(var.token)
  }
}

output "users" {
  value = module.m.users
}

output "all" {
  value     = module.m
  sensitive = true
}
