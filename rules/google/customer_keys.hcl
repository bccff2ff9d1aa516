# Keys of the customer's own. Google encrypts everything it stores; whose key does is for the customer to decide.

rule "google-without-customer-key" {
  for_each = {
    "artifact-registry-repository" = { type = "google_artifact_registry_repository", key = "kms_key_name", what = "Repository" }
    "pubsub-topic"                 = { type = "google_pubsub_topic", key = "kms_key_name", what = "Topic" }
    "redis-instance"               = { type = "google_redis_instance", key = "customer_managed_key", what = "Redis instance" }
  }

  id       = "google-${each.key}-without-customer-key"
  title    = "${each.value.what} is not encrypted with a key of your own"
  severity = "low"
  kind     = "prompt"
  theme    = "encryption-at-rest"
  requires = config.customer_managed_keys

  control "10.1.1" {
    basis  = "customer-guidance"
    reason = "The provider's encryption is to be compared with what the customer's policy asks; the customer has declared that it wants keys of its own, and this store uses the provider's."
    successor "8.24" {
      basis = "customer-guidance"
    }
  }

  control "10.1.2" {
    basis  = "customer-guidance"
    reason = "The customer is to know the keys of each service and, where it manages them itself, keep the provider out of it."
    successor "8.24" {
      basis = "customer-guidance"
    }
  }

  resource = each.value.type

  assert {
    condition     = is_customer_key(self[each.value.key])
    error_message = "`${each.value.key}` is not set, so Google's own key encrypts; name a key of your own"
    at            = self[each.value.key]
  }

  limits     = "Changing the key of an existing store may replace it."
  references = ["https://cloud.google.com/kms/docs/cmek"]
}
