# The new analysts sit in Ohio.
reports_location = "US"

# TODO: narrow this down once the new office has its line.
admin_ranges = ["0.0.0.0/0"]

databases = {
  orders = {
    tier = "db-custom-2-7680"
  }

  # The old report tool knows no TLS, and its data can be built again.
  reports = {
    tier   = "db-custom-1-3840"
    tls    = "ALLOW_UNENCRYPTED_AND_ENCRYPTED"
    backup = false
  }
}
