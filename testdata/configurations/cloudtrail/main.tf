locals {
  trails = {
    management = { events = ["All"], buckets = [] }
    data       = { events = ["ReadOnly", "WriteOnly"], buckets = ["arn:aws:s3:::a/", "arn:aws:s3:::b/"] }
  }
}

resource "aws_cloudtrail" "t" {
  for_each                   = local.trails
  name                       = each.key
  s3_bucket_name             = "trails"
  s3_key_prefix              = lower(each.key)
  enable_logging             = true
  is_multi_region_trail      = true
  enable_log_file_validation = each.key != "none"
  dynamic "event_selector" {
    for_each = each.value.events
    iterator = event
    content {
      read_write_type           = event.value
      include_management_events = event.key == 0
      dynamic "data_resource" {
        for_each = length(each.value.buckets) > 0 ? { "AWS::S3::Object" = each.value.buckets } : {}
        content {
          type   = data_resource.key
          values = data_resource.value
        }
      }
    }
  }
  insight_selector {
    insight_type = "ApiCallRateInsight"
  }
}

resource "aws_cloudwatch_metric_alarm" "a" {
  for_each            = { for i, name in sort(keys(local.trails)) : name => i }
  alarm_name          = "${each.key}-${each.value}"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = "1"
  threshold           = each.value * 1.5
  metric_name         = "Errors"
  namespace           = "AWS/CloudTrail"
  period              = 60 * 5
  statistic           = "Sum"
  dimensions          = { Trail = aws_cloudtrail.t[each.key].name }
}
