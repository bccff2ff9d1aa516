bucket    = "given"
encrypted = true
ports     = [80, 443]
settings  = { days = 30 }
replicas  = 2
