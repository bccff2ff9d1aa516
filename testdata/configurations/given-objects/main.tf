variable "config" {
  type = any
}

variable "users" {
  type = map(object({ admin = bool, path = optional(string, "/") }))
}

variable "name" {}

locals {
  full = "${var.name}-full"
  both = merge({ a = "1", b = "2" }, var.config.tags)
}

resource "aws_iam_user" "u" {
  for_each      = var.users
  name          = each.key
  path          = each.value.path
  force_destroy = false
}

resource "aws_sqs_queue" "q" {
  name                       = local.full
  visibility_timeout_seconds = try(var.config.timeout, 30)
  kms_master_key_id          = lookup(var.config, "key", "alias/aws/sqs")
  tags                       = local.both
}

resource "terraform_data" "t" {
  input = {
    name     = var.name
    begins   = startswith(local.full, "x")
    literal  = { a = 1 }
    keys     = [for u, _ in var.users : u]
    choice   = var.name == "app" ? ["a"] : ["b"]
    nested   = [var.name, [var.config]]
    certain  = can(var.name) ? 1 : 1
    template = "fixed ${"x"}"
  }
}

output "users" {
  value = { for name, user in aws_iam_user.u : name => user.path }
}
