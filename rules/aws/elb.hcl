locals {
  # What the service takes where the request names no policy (all ways of creating a listener but the console).
  elb_default_policy = "ELBSecurityPolicy-2016-08"
}

rule "aws-lb-listener-tls-outdated" {
  title    = "Load balancer listener accepts outdated TLS"
  severity = "high"
  kind     = "contradiction"
  theme    = "encryption-in-transit"

  control "10.1.1" {
    basis  = "customer-guidance"
    reason = "Cryptography for data on its way to the service has to be strong enough; this listener still talks to clients in protocol versions that are withdrawn."

    successor "8.24" {
      basis = "customer-guidance"
    }
  }

  control "14.1.2" {
    basis  = "base-control"
    reason = "Services offered over public networks are to be protected against eavesdropping and alteration."

    successor "8.26" {
      basis = "base-control"
    }
  }

  resource = ["aws_lb_listener", "aws_alb_listener"]
  when     = self.protocol == "HTTPS" || self.protocol == "TLS"

  param "minimum" {
    default = "1.2"
    source  = "RFC 8996 (2021) withdraws TLS 1.0 and 1.1; the standard names no version"
  }

  assert {
    when          = self.ssl_policy != null
    condition     = tls_at_least(self.ssl_policy, param.minimum)
    error_message = "the policy ${self.ssl_policy} accepts TLS below ${param.minimum}; choose one such as ELBSecurityPolicy-TLS13-1-2-2021-06"
    at            = self.ssl_policy
  }

  assert {
    when          = self.ssl_policy == null
    severity      = "medium"
    condition     = tls_at_least(local.elb_default_policy, param.minimum)
    error_message = "`ssl_policy` is not set, and the service then takes ${local.elb_default_policy}, which accepts TLS 1.0"
    at            = self.ssl_policy
  }

  fix "ask for TLS 1.2 or 1.3; clients that know neither are refused" {
    safety = "unsafe"
    set    = { ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06" }
  }

  limits     = "Says nothing of the connection between the load balancer and its targets, nor of listeners without TLS."
  references = [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html",
    "https://www.rfc-editor.org/rfc/rfc8996",
  ]
}
