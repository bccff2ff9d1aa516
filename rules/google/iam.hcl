# Grants and audit logs.

rule "google-iam-basic-role" {
  title    = "Basic role gives rights on nearly everything"
  severity = "high"
  kind     = "contradiction"
  theme    = "least-privilege"

  control "9.2.3" {
    basis  = "base-control"
    reason = "Privileged access is to be restricted to what the task needs; Owner and Editor give thousands of permissions over every service of the project."
    successor "8.2" {
      basis = "base-control"
    }
  }

  control "9.4.1" {
    basis  = "customer-guidance"
    reason = "Access to services, their functions and their data is to be limited as the policy says; a basic role draws no limit between services."
    successor "8.3" {
      basis = "customer-guidance"
    }
  }

  resource = [
    "google_project_iam_member",
    "google_project_iam_binding",
    "google_folder_iam_member",
    "google_folder_iam_binding",
    "google_organization_iam_member",
    "google_organization_iam_binding",
  ]

  locals {
    # Google gives Editor to its own API service agent, and an authoritative binding has to name it.
    others = anytrue([
      for m in concat([self.member], self.members) :
      refers(m, "google_service_account", "data.google_service_account") ? true : (m == null ? false : !endswith(m, "@cloudservices.gserviceaccount.com"))
    ])
  }

  assert {
    condition     = !(self.role == "roles/owner" || (self.role == "roles/editor" && local.others))
    error_message = "`${self.role}` is a basic role; give the predefined roles that the work needs"
    at            = self.role
  }

  limits = "Basic roles inside a policy document (`google_iam_policy`) and custom roles of the same breadth are not seen."
  references = [
    "https://cloud.google.com/iam/docs/roles-overview",
    "https://cloud.google.com/iam/docs/using-iam-securely",
  ]
}

rule "google-project-without-data-access-audit" {
  title    = "Access to data is not logged"
  severity = "medium"
  kind     = "gap"
  theme    = "audit-logging"

  control "12.4.1" {
    basis  = "customer-guidance"
    reason = "The customer is to decide what must be logged and see that it is; Google logs changes by itself, reading and writing of data only when told."
    successor "8.15" {
      basis = "customer-guidance"
    }
  }

  control "12.4.3" {
    basis  = "customer-guidance"
    reason = "What privileged users do is to be logged; that they look at data is part of it."
    successor "8.15" {
      basis = "customer-guidance"
    }
  }

  scope = "configuration"
  # A module that others call says no project; where it is called, that is judged.
  when = length(providers("google")) > 0

  locals {
    configs = concat(
      resources("google_project_iam_audit_config"),
      resources("google_folder_iam_audit_config"),
      resources("google_organization_iam_audit_config"),
    )
    complete = [
      for c in local.configs :
      c.service == "allServices"
      && alltrue([for t in ["DATA_READ", "DATA_WRITE"] : anytrue([for l in c.audit_log_config : l.log_type == t && length(l.exempted_members) == 0])])
    ]
  }

  assert {
    condition     = anytrue(local.complete)
    error_message = "no audit config here logs `DATA_READ` and `DATA_WRITE` of `allServices` for everyone"
    at            = provider("google").project
    label         = "the resources here are in this project"
  }

  limits = "The folder, the organisation or a policy document may switch it on. Where single services are chosen on purpose this asks for more than needed: except it with that reason."
  references = [
    "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project_iam#google_project_iam_audit_config",
    "https://cloud.google.com/logging/docs/audit/configure-data-access",
  ]
}
