# What the operator of the shop has declared: customer data stays in two regions of the European Union.
regions = ["westeurope", "northeurope"]
