variable "description" {
  type    = string
  default = null
}

locals {
  options = { description = null, days = null, tags = null }
}

resource "aws_kms_key" "k" {
  description             = var.description
  deletion_window_in_days = local.options.days
  enable_key_rotation     = true
  tags                    = local.options.tags
  policy                  = null
}

resource "aws_s3_object" "o" {
  bucket       = "b"
  key          = "k"
  content      = coalesce(var.description, "none")
  content_type = try(local.options.missing, null)
  acl          = null
}

resource "aws_iam_role" "r" {
  name                 = "r"
  description          = var.description == null ? "default" : var.description
  max_session_duration = local.options.days != null ? local.options.days : 3600
  assume_role_policy   = jsonencode({ Version = "2012-10-17", Statement = [] })
  permissions_boundary = var.description
}

resource "terraform_data" "t" {
  input = { null = null, list = [null, 1], compact = compact(["a", null]), object = { a = null }, is = var.description == null }
}

output "key" {
  value = [aws_kms_key.k.tags, aws_kms_key.k.enable_key_rotation]
}
