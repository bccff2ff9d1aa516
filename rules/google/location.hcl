# Where things are.

# "europe-west1-b" and ".../regions/europe-west1" are in "europe-west1"; letter case does not count.
function "google_region" {
  params = [place]
  result = replace(lower(reverse(split("/", place))[0]), "/^([a-z]+-[a-z]+[0-9]+)-[a-z]$/", "$1")
}

function "google_is_declared" {
  params = [place, regions]
  result = place == null ? true : google_region(place) == "global" || anytrue([for r in regions : glob(lower(r), google_region(place))])
}

rule "google-resource-outside-declared-regions" {
  title    = "Place is not one of the declared regions"
  severity = "high"
  kind     = "prompt"
  theme    = "data-location"
  requires = config.regions

  control "18.1.1" {
    basis  = "customer-guidance"
    reason = "The laws of the places where the service keeps data are among those that apply; the customer has declared which places it has accepted, and this is another."
    successor "5.31" {
      basis = "customer-guidance"
    }
  }

  resource = "google_*"
  provider = "google"

  # A grant names the place of what it is for, which is judged itself.
  when = !is(self, "google_*_iam_*")

  assert {
    for_each = concat(
      [self.location, self.region, self.zone],
      self.settings[*].backup_configuration[0].location,
      flatten([for u in flatten(self.replication[*].user_managed) : u.replicas[*].location]),
    )
    condition     = google_is_declared(each.value, config.regions)
    error_message = "${is(self, "provider.google") ? "what names no place of its own goes to" : "data would be kept in"} ${each.value}, which is not one of the declared regions (${join(", ", config.regions)})"
    at            = each.value
  }

  limits     = "Services that have no region (`global`) are not looked at, nor where support staff sit. Multi-regions such as `EU` are declared by that name."
  references = [
    "https://cloud.google.com/docs/geography-and-regions",
    "https://registry.terraform.io/providers/hashicorp/google/latest/docs/guides/provider_reference#region-1",
  ]
}
