nullable     = null
not_nullable = null
typed        = null
