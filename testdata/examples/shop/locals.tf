locals {
  name = "shop-${var.environment}"

  tags = {
    application = "shop"
    environment = var.environment
  }

  # What each bucket holds decides how it is treated.
  buckets = {
    assets  = { public = true, versioned = false }
    orders  = { public = false, versioned = true }
    trail   = { public = false, versioned = true }
    exports = { public = false, versioned = true }
  }
}
