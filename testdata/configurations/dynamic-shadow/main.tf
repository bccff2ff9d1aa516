locals {
  groups = [
    { name = "a", rules = [{ p = 1 }, { p = 2 }] },
    { name = "b", rules = [{ p = 3 }] },
  ]
  origin = "outer"
}

resource "aws_wafv2_ip_set" "i" {
  for_each           = { for group in local.groups : group.name => group }
  name               = each.key
  scope              = "REGIONAL"
  ip_address_version = "IPV4"
  addresses          = [for rule in each.value.rules : "10.0.0.${rule.p}/32"]
}

resource "aws_cloudfront_response_headers_policy" "p" {
  name = "headers"
  dynamic "custom_headers_config" {
    for_each = [local.groups]
    content {
      dynamic "items" {
        for_each = custom_headers_config.value
        content {
          header   = "x-${items.value.name}"
          override = items.key == 0
          value    = join(",", [for r in items.value.rules : "${items.value.name}${r.p}"])
        }
      }
    }
  }
}

resource "aws_lb_listener_rule" "r" {
  for_each     = { for i, group in local.groups : group.name => i }
  listener_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/a/1/2"
  priority     = each.value + 1
  action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = each.key
      status_code  = 200 + each.value
    }
  }
  dynamic "condition" {
    for_each = each.value == 0 ? ["/a", "/b"] : ["/c"]
    iterator = each_path
    content {
      path_pattern {
        values = ["${each_path.value}/${each.key}"]
      }
    }
  }
}
