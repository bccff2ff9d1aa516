resource "aws_sqs_queue" "orders_failed" {
  name              = "${local.name}-orders-failed"
  kms_master_key_id = aws_kms_key.data.id
}

resource "aws_sqs_queue" "orders" {
  name                       = "${local.name}-orders"
  kms_master_key_id          = aws_kms_key.data.id
  visibility_timeout_seconds = 120

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.orders_failed.arn
    maxReceiveCount     = 5
  })
}
