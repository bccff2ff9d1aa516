# A module that others call configures no provider: the trail is not its business.
resource "aws_sqs_queue" "orders" {
  name = "orders"
}
