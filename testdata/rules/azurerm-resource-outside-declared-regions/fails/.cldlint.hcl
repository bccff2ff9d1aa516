regions = ["westeurope", "germany*"]
