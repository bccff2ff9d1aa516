# Where things are.

# Azure takes "West Europe" and "westeurope" for the same.
function "azurerm_region" {
  params = [name]
  result = lower(replace(name, " ", ""))
}

rule "azurerm-resource-outside-declared-regions" {
  title    = "Resource is in a region that was not declared"
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

  resource = "azurerm_*"

  assert {
    for_each = concat(
      [self.location],
      self.geo_location[*].location,
      self.georeplications[*].location,
      self.replica[*].location,
      self.additional_location[*].location,
    )
    condition     = each.value == null ? true : azurerm_region(each.value) == "global" || anytrue([for r in config.regions : glob(azurerm_region(r), azurerm_region(each.value))])
    error_message = "data would be kept in ${each.value}, which is not one of the declared regions (${join(", ", config.regions)})"
    at            = each.value
  }

  limits     = "Services that have no region (`global`), the region that Azure pairs with one for geo-redundant storage, and where support staff sit are not looked at."
  references = ["https://learn.microsoft.com/azure/reliability/cross-region-replication-azure"]
}
