locals {
  config = yamldecode(<<-YAML
    service:
      name: api
      ports: [80, 443]
      replicas: "3"
    debug: false
  YAML
  )
}

resource "terraform_data" "t" {
  input = {
    present   = try(local.config.service.name, "none")
    absent    = try(local.config.service.owner, "none")
    deep      = try(local.config.a.b.c, local.config.service.missing, "fallback")
    index     = try(local.config.service.ports[5], -1)
    can       = can(local.config.debug)
    cannot    = can(local.config.nothing)
    number    = try(tonumber(local.config.service.replicas), 0)
    invalid   = try(tonumber("x"), "not a number")
    regex     = can(regex("^a", local.config.service.name))
    null      = try(null, "not reached")
    list      = try(tolist(local.config.service.ports), [])
    json      = try(jsondecode("{"), {})
  }
}
