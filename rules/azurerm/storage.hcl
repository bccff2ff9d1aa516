# Storage accounts.

rule "azurerm-storage-account-nested-items-public" {
  title    = "Storage account lets its containers be opened to anyone"
  severity = "high"
  kind     = "contradiction"
  theme    = "public-exposure"

  control "9.4.1" {
    basis  = "customer-guidance"
    reason = "Access to data is to be limited as the customer's policy says, and the limit is to be in place; here one container setting is enough to serve blobs to anyone, without a login."
    successor "8.3" {
      basis = "customer-guidance"
    }
  }

  resource = "azurerm_storage_account"

  assert {
    condition     = tobool(default(self.allow_nested_items_to_be_public, { "3" = true, "5" = false })) != true
    error_message = self.allow_nested_items_to_be_public == null ? "`allow_nested_items_to_be_public` is not set, and azurerm takes that as true before version 5; set it to false" : "`allow_nested_items_to_be_public` is true: any container of the account may be made readable without a login"
    at            = self.allow_nested_items_to_be_public

    fix "keep all containers private" {
      safety = "unsafe"
      set    = { allow_nested_items_to_be_public = false }
    }
  }

  limits = "Says that containers may be public, not that one is. A policy of the subscription may forbid it all the same. `allow_blob_public_access` of azurerm 2 is not looked at."
  references = [
    "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/storage_account#allow_nested_items_to_be_public-1",
    "https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent",
  ]
}

rule "azurerm-storage-account-allows-http" {
  title    = "Storage account answers requests without TLS"
  severity = "high"
  kind     = "contradiction"
  theme    = "encryption-in-transit"

  control "10.1.1" {
    basis  = "customer-guidance"
    reason = "Cryptography is to cover data on its way to and from the service; the account is told to take requests in clear text."
    successor "8.24" {
      basis = "customer-guidance"
    }
  }

  control "13.2.1" {
    basis  = "base-control"
    reason = "Transfer of information is to be protected whatever the means of communication."
    successor "5.14" {
      basis = "base-control"
    }
  }

  resource = "azurerm_storage_account"

  # One argument under two names: the older one ends with azurerm 3. Both default to true.
  assert {
    condition     = tobool(self.https_traffic_only_enabled) != false
    error_message = "`https_traffic_only_enabled` is false: the account serves plain HTTP and unencrypted SMB"
    at            = self.https_traffic_only_enabled

    fix "accept encrypted requests only" {
      safety = "unsafe"
      set    = { https_traffic_only_enabled = true }
    }
  }

  assert {
    condition     = tobool(self.enable_https_traffic_only) != false
    error_message = "`enable_https_traffic_only` is false: the account serves plain HTTP and unencrypted SMB"
    at            = self.enable_https_traffic_only

    fix "accept encrypted requests only" {
      safety = "unsafe"
      set    = { enable_https_traffic_only = true }
    }
  }

  limits     = "File shares over NFS need this to be off; then the network has to protect the traffic, which is not looked at."
  references = ["https://learn.microsoft.com/azure/storage/common/storage-require-secure-transfer"]
}

rule "azurerm-storage-account-open-to-all-networks" {
  title    = "Storage account is reachable from every network"
  severity = "high"
  kind     = "contradiction"
  theme    = "network-segregation"

  control "9.4.1" {
    basis  = "customer-guidance"
    reason = "Access to the service and its data is to be limited as the policy says; without network rules a key or token that leaks is enough, from anywhere."
    successor "8.3" {
      basis = "customer-guidance"
    }
  }

  control "13.1.3" {
    basis  = "base-control"
    reason = "Groups of services and users are to be kept apart on the network; this account is in every network at once."
    successor "8.22" {
      basis = "base-control"
    }
  }

  resource = "azurerm_storage_account"
  when     = tobool(self.public_network_access_enabled) != false

  # The rules stand in the account or in a resource of their own.
  locals {
    apart = companions("azurerm_storage_account_network_rules", "storage_account_id")
    # Until azurerm 2 they name the account in another way.
    older = anytrue([for r in resources("azurerm_storage_account_network_rules") : r.storage_account_id == null])
  }

  assert {
    for_each      = self.network_rules
    condition     = each.value.default_action == "Deny"
    error_message = "`default_action` is ${each.value.default_action}: networks that no rule names are let in; use \"Deny\""
    at            = each.value.default_action

    fix "let in only the networks that are named" {
      safety = "unsafe"
      set    = { "each.value.default_action" = "Deny" }
    }
  }

  assert {
    for_each      = length(self.network_rules) == 0 && known(local.apart) ? local.apart : []
    condition     = each.value.default_action == "Deny"
    error_message = "`default_action` is ${each.value.default_action}: networks that no rule names are let in; use \"Deny\""
    at            = each.value.default_action

    fix "let in only the networks that are named" {
      safety = "unsafe"
      set    = { "each.value.default_action" = "Deny" }
    }
  }

  assert {
    severity      = "medium"
    condition     = length(self.network_rules) > 0 || length(local.apart) > 0 || (local.older ? undetermined("network rules in the form of azurerm 2 may be this account's") : false)
    error_message = "no `network_rules` here, and an account without them takes requests from every network; add them with `default_action = \"Deny\"`, or set `public_network_access_enabled = false`"
  }

  limits = "Rules that another configuration sets for this account are not seen, nor is a network security perimeter."
  references = [
    "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/storage_account_network_rules",
    "https://learn.microsoft.com/azure/storage/common/storage-network-security",
  ]
}

rule "azurerm-storage-account-cross-tenant-replication" {
  title    = "Storage account may be replicated into another tenant"
  severity = "medium"
  kind     = "contradiction"
  theme    = "tenancy-isolation"

  control "9.4.1" {
    basis  = "customer-guidance"
    reason = "Access to data is to be limited as the policy says; with this setting blobs may be copied on, object by object, to an account that another organisation runs."
    successor "8.3" {
      basis = "customer-guidance"
    }
  }

  resource = "azurerm_storage_account"

  assert {
    condition     = tobool(default(self.cross_tenant_replication_enabled, { "3" = true, "4" = false })) != true
    error_message = self.cross_tenant_replication_enabled == null ? "`cross_tenant_replication_enabled` is not set, and azurerm 3 takes that as true; set it to false" : "`cross_tenant_replication_enabled` is true: blobs may be copied to accounts of other tenants"
    at            = self.cross_tenant_replication_enabled

    fix "keep copies within the tenant" {
      safety = "unsafe"
      set    = { cross_tenant_replication_enabled = false }
    }
  }

  limits = "Says that such copies are possible; a replication policy makes them. Accounts with a replication to another tenant refuse the change until it is removed."
  references = [
    "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/storage_account#cross_tenant_replication_enabled-1",
    "https://learn.microsoft.com/azure/storage/blobs/object-replication-prevent-cross-tenant-policies",
  ]
}
