regions = ["westeurope"]
