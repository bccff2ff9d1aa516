locals {
  rules = {
    archive = {
      enabled     = true
      transitions = [{ days = 30, class = "STANDARD_IA" }, { days = 90, class = "GLACIER" }]
    }
    expire = {
      enabled     = false
      transitions = []
      days        = 365
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "l" {
  bucket = "example"

  dynamic "rule" {
    for_each = local.rules
    content {
      id     = rule.key
      status = rule.value.enabled ? "Enabled" : "Disabled"
      filter {
        prefix = "${rule.key}/"
      }
      dynamic "transition" {
        for_each = rule.value.transitions
        iterator = step
        content {
          days          = step.value.days
          storage_class = step.value.class
        }
      }
      dynamic "expiration" {
        for_each = try([rule.value.days], [])
        content {
          days = expiration.value
        }
      }
    }
  }
}

resource "aws_lb_listener" "l" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/a/1"
  port              = "443"
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/1"

  default_action {
    type = "forward"
    dynamic "forward" {
      for_each = [["blue", "green"]]
      content {
        dynamic "target_group" {
          for_each = forward.value
          content {
            arn    = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/${target_group.value}/${target_group.key}"
            weight = 50 + target_group.key
          }
        }
      }
    }
  }
}
