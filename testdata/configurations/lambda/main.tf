data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "r" {
  name               = "function"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy_attachment" "a" {
  for_each   = toset(["service-role/AWSLambdaBasicExecutionRole", "AWSXRayDaemonWriteAccess"])
  role       = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::aws:policy/${each.value}"
}

resource "aws_lambda_function" "f" {
  function_name                  = "function"
  role                           = aws_iam_role.r.arn
  handler                        = "index.handler"
  runtime                        = "nodejs20.x"
  filename                       = "function.zip"
  memory_size                    = pow(2, 9)
  timeout                        = 5 * 6
  reserved_concurrent_executions = 10
  environment {
    variables = merge({ LEVEL = "info" }, { TABLE = aws_dynamodb_table.t.name, COUNT = 3 })
  }
  tracing_config {
    mode = "Active"
  }
  dead_letter_config {
    target_arn = aws_sqs_queue.dead.arn
  }
}

resource "aws_sqs_queue" "dead" {
  name              = "dead"
  kms_master_key_id = "alias/aws/sqs"
}

resource "aws_dynamodb_table" "t" {
  name         = "table"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  range_key    = "at"
  dynamic "attribute" {
    for_each = { id = "S", at = "N" }
    content {
      name = attribute.key
      type = attribute.value
    }
  }
  point_in_time_recovery {
    enabled = true
  }
  server_side_encryption {
    enabled = true
  }
}
