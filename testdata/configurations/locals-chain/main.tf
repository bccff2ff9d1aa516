locals {
  a = "x"
  b = "${local.a}y"
  c = { b = local.b, list = [local.a, local.b] }
  d = merge(local.c, { d = local.c.list[1] })
  e = [for k, v in local.d : k]
  f = local.e[length(local.e) - 1]
}

locals {
  g = { for n in range(3) : "n${n}" => local.h[n] }
  h = [for n in range(3) : n * n]
  prefix = join("-", compact([local.a, "", null, local.b]))
}

resource "terraform_data" "t" {
  input = { a = local.a, b = local.b, c = local.c, d = local.d, e = local.e, f = local.f, g = local.g, p = local.prefix }
}

resource "aws_cloudwatch_log_group" "l" {
  name              = "/app/${local.prefix}"
  retention_in_days = local.g["n2"] == 4 ? 365 : 1
  skip_destroy      = local.f == "list"
}
