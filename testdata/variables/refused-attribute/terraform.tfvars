a = { name = "x" }
