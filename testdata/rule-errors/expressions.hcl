locals {
  ports = [22]
}

function "jsonencode" {
  params = [x]
  result = x
}

function "ping" {
  params = [x]
  result = pong(x)
}

function "pong" {
  params = [x]
  result = ping(self)
}

function "odd" {
  params = ["x"]
  result = 1
}

rule "aws-a-b" {
  title    = local.title
  severity = "high"
  kind     = "contradiction"
  theme    = "backup"
  resource = "aws_x"
  when     = each.key == "x"
  requires = config.region

  control "12.3.1" {
    basis  = "customer-guidance"
    reason = "Because."
    successor "8.13" {
      basis = "customer-guidance"
    }
  }

  assert {
    condition     = true
    error_message = "x"
  }
}

rule "aws-c-d" {
  title    = "Something is wrong"
  severity = "high"
  kind     = "prompt"
  theme    = "backup"
  scope    = "configuration"

  control "12.3.1" {
    basis  = "customer-guidance"
    reason = "Because."
    successor "8.13" {
      basis = "customer-guidance"
    }
  }

  param "days" {
    default = 7
  }

  locals {
    a = local.b
    b = local.a
  }

  assert {
    for_each      = local.ports
    condition     = self.days > param.day && each.valu != local.port && [for p in local.ports : p if q]
    error_message = "x ${nothing} ${sha1("x", "y")} ${allow(each.value)} ${allows(each.value)} ${ping()}"
    at            = config.region
  }
}

rule "aws-e-f" {
  title    = "Something is wrong"
  aliases  = ["aws-c-d"]
  severity = "high"
  kind     = "gap"
  theme    = "backup"
  terraform = true

  control "12.3.1" {
    basis  = "customer-guidance"
    reason = "Because."
    successor "8.13" {
      basis = "customer-guidance"
    }
  }
  assert {
    condition     = self.x ==
    error_message = "x"
  }
}
