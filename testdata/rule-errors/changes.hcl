rule "aws-a-b" {
  title    = "Something is wrong"
  severity = "high"
  kind     = "contradiction"
  theme    = "backup"

  control "12.3.1" {
    basis  = "customer-guidance"
    reason = "Because."
    successor "8.13" {
      basis = "customer-guidance"
    }
  }

  resource = "aws_db_instance"

  assert {
    condition     = change.after.x == change && contains(change.actions, "create")
    error_message = "x"
  }
}

rule "aws-c-d" {
  title    = "Something is wrong"
  severity = "high"
  kind     = "contradiction"
  theme    = "backup"

  control "12.3.1" {
    basis  = "customer-guidance"
    reason = "Because."
    successor "8.13" {
      basis = "customer-guidance"
    }
  }

  resource = "aws_db_instance"
  data     = "aws_db_instance"

  assert {
    condition     = change.before == null
    error_message = "x"
  }
}

function "f" {
  params = []
  result = change.before
}
