# What the operator of the shop has declared: customer data stays in Europe, under keys of the shop's own.
regions               = ["europe-*", "EU"]
customer_managed_keys = true
