setting = 1

rules "x" {}

rule "aws-a-b" {
}

rule "Aws-a-b" {
  title     = "Something is wrong"
  severity  = "severe"
  kind      = "gap"
  theme     = "backups"
  resources = "aws_x"
  resource  = 7
  id        = "aws-c-d"

  control "10.1.1" {
    basis  = "control-statement"
    reason = "Because."
    successor "8.24" {
      basis = "customer-guidance"
    }
  }
  control "10.9.9" {
    basis  = "base-control"
    reason = "Because."
  }

  assert {
    condition     = true
    error_message = "x"
    message       = "x"
  }
  assert {
    condition = true
    kind      = "gap"
    kind      = "prompt"
  }
  fix "mend it" {
    safety = "maybe"
  }
  control "5.1.1" {
    basis  = "base-control"
    reason = "A document."
    successor "5.1" {
      basis = "base-control"
    }
  }
}
