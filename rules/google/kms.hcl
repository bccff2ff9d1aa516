# Cloud KMS.

rule "google-kms-key-not-rotated" {
  title    = "Key is not rotated"
  severity = "medium"
  kind     = "contradiction"
  theme    = "key-management"

  control "10.1.2" {
    basis  = "base-control"
    reason = "Keys are to be managed through their whole life, changing them included; Cloud KMS changes a key by itself only where a period is set."
    successor "8.24" {
      basis = "base-control"
    }
  }

  resource = "google_kms_crypto_key"

  # Only symmetric keys that Cloud KMS makes itself can be rotated by it.
  when = (
    default(self.purpose, "ENCRYPT_DECRYPT") == "ENCRYPT_DECRYPT"
    && tobool(self.import_only) != true
    && !startswith(default(self.version_template[0].protection_level, "SOFTWARE"), "EXTERNAL")
  )

  param "days" {
    default = 90
    source  = "Google's recommendation for symmetric keys; the standard names no period"
  }

  locals {
    seconds = tonumber(trimsuffix(self.rotation_period, "s"))
  }

  assert {
    condition     = self.rotation_period != null
    error_message = "`rotation_period` is not set: the key is never changed; set it to \"${param.days * 86400}s\" (${param.days} days) or less"
    at            = self.rotation_period

    fix "rotate the key" {
      safety = "safe"
      set    = { rotation_period = "${param.days * 86400}s" }
    }
  }

  assert {
    when          = self.rotation_period != null
    condition     = local.seconds <= param.days * 86400
    error_message = "`rotation_period` is ${floor(local.seconds / 86400)} days; use at most ${param.days} (\"${param.days * 86400}s\")"
    at            = self.rotation_period

    fix "rotate the key more often" {
      safety = "safe"
      set    = { rotation_period = "${param.days * 86400}s" }
    }
  }

  limits = "Rotation by hand or by a program of your own is not seen. Rotating does not encrypt again what the old version encrypted."
  references = [
    "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/kms_crypto_key#rotation_period-1",
    "https://cloud.google.com/kms/docs/key-rotation",
  ]
}
