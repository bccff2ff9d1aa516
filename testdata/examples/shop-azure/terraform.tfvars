archive_location = "East US"

# TODO: narrow this down once the new office has its line.
admin_networks = ["0.0.0.0/0"]

databases = {
  orders = {
    sku = "S1"
  }

  # Loading the nightly export was slow.
  reports = {
    sku       = "DW100c"
    encrypted = false
  }
}
