variable "replicas" {
  type    = number
  default = 3
}

variable "enabled" {
  default = false
}

resource "aws_sqs_queue" "none" {
  count = var.enabled ? 1 : 0
  name  = "none"
}

resource "aws_sqs_queue" "one" {
  count = var.enabled ? 0 : 1
  name  = "one-${count.index}"
}

resource "aws_sqs_queue" "many" {
  count                      = var.replicas
  name                       = format("queue-%02d", count.index + 1)
  visibility_timeout_seconds = 30 * (count.index + 1)
  fifo_queue                 = count.index == 0 ? null : false
}

resource "aws_sqs_queue" "text" {
  count = "2"
  name  = element(["a", "b"], count.index)
}

resource "terraform_data" "refers" {
  input = {
    none  = length(aws_sqs_queue.none)
    one   = one(aws_sqs_queue.one[*].name)
    names = aws_sqs_queue.many[*].name
    last  = aws_sqs_queue.many[length(aws_sqs_queue.many) - 1].name
    tried = try(aws_sqs_queue.none[0].name, "absent")
    text  = [for q in aws_sqs_queue.text : q.name]
  }
}
