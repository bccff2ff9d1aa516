variable "blocked" {
  default = ["192.0.2.0/24", "198.51.100.0/24"]
}

variable "managed" {
  type = list(object({ name = string, exclude = optional(list(string), []) }))
  default = [
    { name = "AWSManagedRulesCommonRuleSet", exclude = ["SizeRestrictions_BODY"] },
    { name = "AWSManagedRulesSQLiRuleSet" },
  ]
}

resource "aws_wafv2_web_acl" "a" {
  name  = "acl"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  dynamic "rule" {
    for_each = { for i, group in var.managed : group.name => merge(group, { priority = i }) }
    content {
      name     = rule.key
      priority = rule.value.priority
      override_action {
        none {}
      }
      statement {
        managed_rule_group_statement {
          name        = rule.value.name
          vendor_name = "AWS"
          dynamic "rule_action_override" {
            for_each = rule.value.exclude
            content {
              name = rule_action_override.value
              action_to_use {
                count {}
              }
            }
          }
        }
      }
      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = lower(rule.key)
        sampled_requests_enabled   = rule.value.priority == 0
      }
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "acl"
    sampled_requests_enabled   = false
  }
}

resource "aws_wafv2_ip_set" "i" {
  name               = "blocked"
  scope              = "REGIONAL"
  ip_address_version = "IPV4"
  addresses          = var.blocked
}

resource "aws_budgets_budget" "b" {
  name         = "monthly"
  budget_type  = "COST"
  limit_amount = format("%.1f", 100)
  limit_unit   = "USD"
  time_unit    = "MONTHLY"
  dynamic "notification" {
    for_each = [50, 100]
    content {
      comparison_operator        = "GREATER_THAN"
      threshold                  = notification.value
      threshold_type             = "PERCENTAGE"
      notification_type          = notification.key == 0 ? "FORECASTED" : "ACTUAL"
      subscriber_email_addresses = ["ops@example.com"]
    }
  }
}
