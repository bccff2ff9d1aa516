# Whether a trail records management events: it does unless its selectors leave them out.
function "aws_trail_records_management" {
  params = [trail]
  result = (
    length(trail.event_selector) + length(trail.advanced_event_selector) == 0
    || anytrue([for s in trail.event_selector : default(s.include_management_events, true) == true])
    || anytrue([
      for s in trail.advanced_event_selector : anytrue([
        for f in s.field_selector : f.field == "eventCategory" && contains(f.equals, "Management")
      ])
    ])
  )
}

rule "aws-account-without-multi-region-trail" {
  title    = "No trail records the management events of every region"
  severity = "medium"
  kind     = "gap"
  theme    = "audit-logging"

  control "12.4.1" {
    basis  = "customer-guidance"
    reason = "The customer decides which events are to be logged and sees to it that they are; calls in regions without a trail leave no lasting record."

    successor "8.15" {
      basis = "customer-guidance"
    }
  }

  control "12.4.3" {
    basis  = "customer-guidance"
    reason = "Privileged operations handed to the customer are to be logged; in AWS these are the management events of a trail."

    successor "8.15" {
      basis = "customer-guidance"
    }
  }

  scope = "configuration"
  when  = provider("aws") != null

  locals {
    trails = resources("aws_cloudtrail")
  }

  assert {
    severity      = "low"
    condition     = length(local.trails) > 0
    error_message = "no trail here records management events; add an aws_cloudtrail with `is_multi_region_trail = true`, unless another configuration or the organisation has one"
    at            = provider("aws")
  }

  assert {
    when = length(local.trails) > 0
    condition = anytrue([
      for t in local.trails :
      t.is_multi_region_trail == true && default(t.enable_logging, true) == true && aws_trail_records_management(t)
    ])
    error_message = "no trail here records the management events of every region; `is_multi_region_trail` is to be true on one that logs them"
    at = [
      [for t in local.trails : t.is_multi_region_trail if !known(t.is_multi_region_trail) || t.is_multi_region_trail != true],
      [for t in local.trails : t.enable_logging if t.enable_logging == false],
      [for t in local.trails : t.event_selector[*].include_management_events],
      [for t in local.trails : t.advanced_event_selector[0] if length(t.advanced_event_selector) > 0],
      known(local.trails) ? [] : [provider("aws")],
    ]
  }

  limits     = "A trail of another configuration or of the organisation is not seen. The event history that AWS keeps by itself for 90 days is not a trail."
  references = [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-multi-region-trails.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudtrail",
  ]
}

rule "aws-cloudtrail-log-validation-off" {
  title    = "CloudTrail does not sign its log files"
  severity = "high"
  kind     = "contradiction"
  theme    = "log-protection"

  control "12.4.2" {
    basis  = "base-control"
    reason = "Logs are to be guarded against tampering; without digest files nobody can show that a log file was not changed or removed after delivery."

    successor "8.15" {
      basis = "base-control"
    }
  }

  resource = "aws_cloudtrail"

  assert {
    condition     = self.enable_log_file_validation == true
    error_message = "`enable_log_file_validation` is not true; set it, so that changed or missing log files can be found"
    at            = self.enable_log_file_validation
  }

  fix "let CloudTrail deliver signed digests" {
    safety = "safe"
    set    = { enable_log_file_validation = true }
  }

  limits     = "Shows that digests are delivered, not that anybody checks them, nor that the bucket keeps them."
  references = [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudtrail",
  ]
}
