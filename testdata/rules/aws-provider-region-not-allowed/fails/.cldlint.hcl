regions = ["eu-*"]
