# Logs.

rule "azurerm-subscription-without-activity-log-export" {
  title    = "Activity log of the subscription is not kept"
  severity = "medium"
  kind     = "gap"
  theme    = "audit-logging"

  control "12.4.1" {
    basis  = "customer-guidance"
    reason = "The customer is to decide what must be logged and see that it is; Azure itself drops the activity log after 90 days."
    successor "8.15" {
      basis = "customer-guidance"
    }
  }

  control "12.4.3" {
    basis  = "customer-guidance"
    reason = "Privileged operations handed to the customer are to be logged; the activity log is where Azure writes them."
    successor "8.15" {
      basis = "customer-guidance"
    }
  }

  scope = "configuration"
  # A module that others call says no subscription; where it is called, that is judged.
  when = length(providers("azurerm")) > 0

  locals {
    administrative = [
      for d in resources("azurerm_monitor_diagnostic_setting") :
      anytrue(concat(
        [for l in d.enabled_log : l.category == "Administrative" || l.category_group != null],
        [for l in d.log : (l.category == "Administrative" || l.category_group != null) && tobool(l.enabled) != false],
      ))
      && (known(d.target_resource_id)
        ? can(regex("(?i)^/subscriptions/[^/]+/?$", d.target_resource_id))
        : azurerm_refers_to(d.target_resource_id, ["azurerm_subscription", "data.azurerm_subscription"]))
    ]
  }

  assert {
    condition = (
      anytrue(local.administrative)
      || length(resources("azurerm_monitor_log_profile")) > 0
      || (length(resources("azurerm_management_group_policy_assignment", "azurerm_subscription_policy_assignment")) > 0 ? undetermined("a policy that is assigned here may set it up") : false)
    )
    error_message = "no `azurerm_monitor_diagnostic_setting` here sends the subscription's `Administrative` log to where it is kept"
    at            = provider("azurerm").subscription_id
    label         = "the resources here are in this subscription"
  }

  limits     = "Subscriptions are often set up in a configuration of their own, or by an Azure Policy that is assigned elsewhere. How long the destination keeps the log is another question."
  references = ["https://learn.microsoft.com/azure/azure-monitor/essentials/activity-log"]
}

rule "azurerm-log-archive-not-immutable" {
  title    = "Archived logs can be changed or deleted"
  severity = "medium"
  kind     = "gap"
  theme    = "log-protection"

  control "12.4.2" {
    basis  = "base-control"
    reason = "Logs are to be protected against tampering; what is written to this account can be replaced or removed by whoever may write there."
    successor "8.15" {
      basis = "base-control"
    }
  }

  resource = "azurerm_monitor_diagnostic_setting"
  when     = self.storage_account_id != null

  locals {
    account = target(self.storage_account_id, "azurerm_storage_account")
    # A policy may also stand on the containers; which of them is not told apart here.
    containers = anytrue([for p in resources("azurerm_storage_container_immutability_policy") : tobool(p.locked) == true])
  }

  assert {
    when          = is(local.account, "azurerm_storage_account")
    condition     = local.account.immutability_policy[0].state == "Locked" || local.containers
    error_message = local.account.immutability_policy[0] == null ? "logs go to ${address(local.account)}, which has no `immutability_policy`; add one and lock it" : "logs go to ${address(local.account)}, whose immutability policy is ${default(local.account.immutability_policy[0].state, "not locked")}: it can still be taken off"
    at            = local.account.immutability_policy[0].state
  }

  limits = "A locked policy cannot be taken off again, which stands against removing data at the end of the service (CLD.8.1.5): choose the period with care."
  references = [
    "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/storage_account#immutability_policy-1",
    "https://learn.microsoft.com/azure/storage/blobs/immutable-storage-overview",
  ]
}
