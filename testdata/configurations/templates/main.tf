locals {
  name   = "shop"
  ports  = [80, 443]
  secure = true
}

resource "terraform_data" "interpolation" {
  input = {
    plain   = "${local.name}-bucket"
    number  = "port ${local.ports[0]}"
    bool    = "secure: ${local.secure}"
    alone   = "${local.ports}"
    nested  = "${"${local.name}"}-${"inner ${local.ports[1]}"}"
    literal = "${1 + 2}${"x"}"
    float   = "${1.50} ${1e3} ${100 / 3}"
  }
}

resource "terraform_data" "directives" {
  input = {
    condition = "%{if local.secure}https%{else}http%{endif}://${local.name}"
    absent    = "a%{if !local.secure}b%{endif}c"
    loop      = "%{for p in local.ports}${p},%{endfor}"
    keyed     = "%{for i, p in local.ports}${i}=${p};%{endfor}"
    map       = "%{for k, v in { b = 1, a = 2 }}${k}${v} %{endfor}"
    strip     = <<-EOT
      %{for p in local.ports~}
      listen ${p};
      %{endfor~}
      done
    EOT
    left      = <<EOT
  one   ${~ local.name ~}   two
EOT
  }
}
