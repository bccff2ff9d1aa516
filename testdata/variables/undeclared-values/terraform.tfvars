region = "us"
other = 1
