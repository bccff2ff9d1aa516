regions = ["europe-*", "EU"]
