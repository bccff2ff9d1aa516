another = 2
