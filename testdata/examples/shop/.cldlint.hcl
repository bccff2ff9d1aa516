# What the operator of the shop has declared: customer data stays in the European Union.
regions = ["eu-*"]
