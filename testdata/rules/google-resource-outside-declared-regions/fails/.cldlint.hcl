regions = ["europe-west1", "europe-west4"]
