customer_managed_keys = true
