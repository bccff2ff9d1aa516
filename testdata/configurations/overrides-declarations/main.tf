# What override files make of declarations: arguments replaced one by one, in native syntax and in JSON.
variable "converted" {
  type    = string
  default = "12"
}

variable "shown" {
  default   = "text"
  sensitive = true
}

variable "nullable" {
  type     = string
  default  = null
  nullable = true
}

locals {
  kept     = "main"
  replaced = "main"
  twice    = "main"
}

module "store" {
  source = "./store"
  name   = "main"
  size   = 1
}

module "many" {
  source = "./store"
  name   = "main"
  size   = 1
}

resource "terraform_data" "counted" {
  count = 1
  input = { a = "main", b = "main" }
}

resource "terraform_data" "single" {
  input            = "main"
  triggers_replace = ["main"]
  lifecycle {
    prevent_destroy       = true
    create_before_destroy = true
  }
}

data "aws_iam_policy_document" "d" {
  policy_id = "main"
  statement {
    sid       = "One"
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }
  statement {
    sid       = "Two"
    actions   = ["s3:PutObject"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "p" {
  name   = "p"
  policy = data.aws_iam_policy_document.d.json
}

output "all" {
  value = [var.converted, var.nullable == null, local.kept, local.replaced, local.twice]
}

output "replaced" {
  value     = "main"
  sensitive = true
}

output "modules" {
  value = [module.store.all, { for key, one in module.many : key => one.all }]
}
