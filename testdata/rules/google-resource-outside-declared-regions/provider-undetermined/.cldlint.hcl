regions = ["europe-*"]
