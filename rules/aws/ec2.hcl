rule "aws-instance-metadata-v1-allowed" {
  title    = "Instance metadata can be read without a session token"
  severity = "high"
  kind     = "contradiction"
  theme    = "vm-hardening"

  control "CLD.9.5.2" {
    basis  = "customer-guidance"
    reason = "Virtual machines are to be hardened by closing what they do not need; version 1 of the metadata service hands the machine's credentials to any request that an application can be talked into making."

    successor "8.9" {
      basis = "customer-guidance"
    }
  }

  resource = ["aws_instance", "aws_spot_instance_request", "aws_launch_template", "aws_launch_configuration"]

  locals {
    own = self.metadata_options[0]

    # What the instance takes over from its launch template, which is judged by itself where it is written here.
    template  = target(default(self.launch_template[0].id, self.launch_template[0].name), "aws_launch_template")
    inherited = local.template.metadata_options[0]

    by_default = anytrue([
      for d in resources("aws_ec2_instance_metadata_defaults") :
      (d.http_tokens == "required" || d.http_endpoint == "disabled") && aws_same_region(d, self)
    ])
  }

  assert {
    when          = local.own.http_tokens != null
    condition     = local.own.http_tokens == "required" || local.own.http_endpoint == "disabled"
    error_message = "`http_tokens` is ${local.own.http_tokens}, so that version 1 of the metadata service answers; set it to required"
    at            = self.metadata_options[0].http_tokens

    fix "require session tokens; software that knows only version 1 loses access to metadata" {
      safety = "unsafe"
      set    = { "metadata_options[0].http_tokens" = "required" }
    }
  }

  assert {
    kind     = "gap"
    severity = "medium"
    when     = local.own.http_tokens == null
    condition = (
      local.own.http_endpoint == "disabled"
      || local.by_default
      || local.inherited.http_tokens != null
      || local.inherited.http_endpoint == "disabled"
    )
    error_message = "`http_tokens` is not set, so that version 1 of the metadata service answers unless the image or the account asks for tokens; set it to required"
    at            = self.metadata_options[0].http_tokens

    fix "require session tokens; software that knows only version 1 loses access to metadata" {
      safety = "unsafe"
      set    = { "metadata_options[0].http_tokens" = "required" }
    }
  }

  limits     = "What the image asks for, or the account by a default that is set elsewhere, is not seen."
  references = [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance#metadata-options",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_instance_metadata_defaults",
  ]
}
