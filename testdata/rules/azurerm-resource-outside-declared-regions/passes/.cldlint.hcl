regions = ["West Europe", "germany*"]
