# Key vaults.

rule "azurerm-key-vault-without-purge-protection" {
  title    = "Key vault can be emptied for good"
  severity = "medium"
  kind     = "contradiction"
  theme    = "key-management"

  control "10.1.2" {
    basis  = "base-control"
    reason = "Keys are to be protected against loss through their whole life; without purge protection whoever may purge can destroy a deleted key, and all data under it, at once."
    successor "8.24" {
      basis = "base-control"
    }
  }

  control "CLD.12.1.5" {
    basis  = "other-information"
    reason = "Purging cannot be undone: one of the operations whose failure destroys what cannot be had back."
    successor "5.37" {
      basis = "base-control"
    }
  }

  resource = "azurerm_key_vault"

  assert {
    condition     = tobool(self.purge_protection_enabled) == true
    error_message = self.purge_protection_enabled == null ? "`purge_protection_enabled` is not set, and azurerm takes that as false; set it to true" : "`purge_protection_enabled` is false: a deleted key or secret can be destroyed before its retention ends"
    at            = self.purge_protection_enabled

    fix "keep deleted keys until their retention ends (this cannot be undone)" {
      safety = "unsafe"
      set    = { purge_protection_enabled = true }
    }
  }

  limits = "A vault under purge protection keeps its content, and its name, until the retention ends: plan for it where the service is to be left and data is to be removed (CLD.8.1.5)."
  references = [
    "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/key_vault#purge_protection_enabled-1",
    "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview",
  ]
}
