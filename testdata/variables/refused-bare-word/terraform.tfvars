a = prod
