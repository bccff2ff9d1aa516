rule "aws-provider-region-not-allowed" {
  title    = "AWS provider works in a region that is not declared"
  severity = "high"
  kind     = "prompt"
  theme    = "data-location"

  control "18.1.1" {
    basis  = "customer-guidance"
    reason = "The laws of the places where the provider keeps data may apply to it; this configuration puts data in a region that the team has not declared."

    successor "5.31" {
      basis = "customer-guidance"
    }
  }

  provider = "aws"
  requires = config.regions

  assert {
    condition = (
      self.region == null
      ? undetermined("the region comes from the environment or a profile")
      : anytrue([for r in config.regions : glob(r, self.region)])
    )
    error_message = "resources of this provider would be in ${self.region}; declared are ${join(", ", config.regions)}"
    at            = self.region
  }

  limits     = "Copies that a resource sends to another region by itself (replicas, backups, global tables, a region argument of its own) are not seen."
  references = [
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs#region",
    "https://docs.aws.amazon.com/general/latest/gr/rande.html",
  ]
}
