# Where a statement gives everything away: its blanket actions, those that are not known, and what it excepts.
function "aws_blanket_actions" {
  params = [statement]
  result = [
    known(statement.actions)
    ? [for a in statement.actions : a if !known(a) || contains(["*", "*:*", "iam:*"], lower(a))]
    : [statement.actions],
    [for a in statement.not_actions : a],
  ]
}

# Whether a statement gives away everything: who may do anything in IAM on any resource can grant itself the rest.
function "aws_is_full_administrator" {
  params = [statement]
  result = (
    allows(statement, "iam:*")
    && covers_all_resources(statement)
    && length(statement.conditions) == 0
  )
}

rule "aws-iam-policy-full-administrator" {
  title    = "IAM policy grants full administration"
  severity = "critical"
  kind     = "contradiction"
  theme    = "least-privilege"

  control "9.2.3" {
    basis  = "base-control"
    reason = "Privileged rights are to be given sparingly and for what is needed; this statement gives all of them at once."

    successor "8.2" {
      basis = "base-control"
    }
  }

  control "9.4.1" {
    basis  = "customer-guidance"
    reason = "Access to the service, its functions and its data is to be limited as the customer's policy says; this statement limits nothing."

    successor "8.3" {
      basis = "customer-guidance"
    }
  }

  resource = [
    "aws_iam_policy",
    "aws_iam_role_policy",
    "aws_iam_user_policy",
    "aws_iam_group_policy",
    "aws_iam_role",
    "aws_ssoadmin_permission_set_inline_policy",
  ]

  assert {
    for_each      = is(self, "aws_iam_role", "aws_ssoadmin_permission_set_inline_policy") ? [] : policy_statements(self.policy)
    condition     = !aws_is_full_administrator(each.value)
    error_message = "statement ${each.value.label} allows every IAM action on every resource, and with that everything; name the actions and resources that are needed"
    at            = aws_blanket_actions(each.value)
  }

  assert {
    for_each      = is(self, "aws_iam_role") ? flatten([for p in self.inline_policy : policy_statements(p.policy)]) : []
    condition     = !aws_is_full_administrator(each.value)
    error_message = "statement ${each.value.label} of an inline policy allows every IAM action on every resource, and with that everything; name the actions and resources that are needed"
    at            = aws_blanket_actions(each.value)
  }

  assert {
    for_each      = is(self, "aws_ssoadmin_permission_set_inline_policy") ? policy_statements(self.inline_policy) : []
    condition     = !aws_is_full_administrator(each.value)
    error_message = "statement ${each.value.label} allows every IAM action on every resource, and with that everything; name the actions and resources that are needed"
    at            = aws_blanket_actions(each.value)
  }

  limits     = "Statements with a condition are not judged, nor is what another statement, a permissions boundary or an organisation's policy denies. Managed policies that are attached are not read."
  references = [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html",
  ]
}

rule "aws-iam-role-trust-any-principal" {
  title    = "IAM role can be assumed from any AWS account"
  severity = "critical"
  kind     = "contradiction"
  theme    = "tenancy-isolation"

  control "9.4.1" {
    basis  = "customer-guidance"
    reason = "Access to the service and its data is to be limited to whom the customer's policy names; this role lets in every account of every other tenant."

    successor "8.3" {
      basis = "customer-guidance"
    }
  }

  resource = "aws_iam_role"

  assert {
    for_each      = policy_statements(self.assume_role_policy)
    condition     = length(public_principals(each.value)) == 0 || restricts_principals(each.value)
    error_message = "statement ${each.value.label} trusts every AWS principal; name the account or role, or add a condition such as aws:PrincipalOrgID or sts:ExternalId"
    at = [
      public_principals(each.value),
      known(each.value.principals) ? [for p in each.value.principals : p.id if !known(p.id)] : [each.value.principals],
    ]
  }

  limits     = "Does not judge whether an account that is named is a trusted one. Conditions are taken to narrow the trust by their kind; their values are not judged."
  references = [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
  ]
}
