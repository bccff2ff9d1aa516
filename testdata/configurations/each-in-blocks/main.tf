locals {
  queues = {
    fast = { delay = 0, redrive = true }
    slow = { delay = 60, redrive = false }
  }
}

resource "aws_sqs_queue" "dead" {
  name = "dead"
}

resource "aws_sqs_queue" "q" {
  for_each      = local.queues
  name          = each.key
  delay_seconds = each.value.delay
  redrive_policy = each.value.redrive ? jsonencode({
    deadLetterTargetArn = "arn:aws:sqs:eu-west-1:123456789012:${aws_sqs_queue.dead.name}"
    maxReceiveCount     = 5
  }) : null
}

resource "aws_lambda_event_source_mapping" "m" {
  for_each         = { for name, queue in local.queues : name => queue if queue.redrive }
  event_source_arn = "arn:aws:sqs:eu-west-1:123456789012:${aws_sqs_queue.q[each.key].name}"
  function_name    = "f-${each.key}"
  batch_size       = 10
  filter_criteria {
    dynamic "filter" {
      for_each = toset(["a", each.key])
      content {
        pattern = jsonencode({ body = { kind = [filter.value, each.value.delay] } })
      }
    }
  }
}
