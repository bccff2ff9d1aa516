# One of each sort of value that a plan holds: known, null, filled in by the provider, known after apply with and
# without an expression, sensitive, in blocks, in dynamic blocks, in sets.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0, < 6.0"
    }
  }
}

variable "region" {
  default = "eu-west-1"
}

variable "prefix" {
  default = "eu"
}

variable "password" {
  type      = string
  sensitive = true
  default   = "correct horse"
}

variable "admin_ports" {
  default = [22, 3389]
}

locals {
  key = aws_kms_key.main.arn
}

provider "aws" {
  region                      = var.region
  access_key                  = "fake"
  secret_key                  = "fake"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  default_tags {
    tags = { team = "shop" }
  }
}

provider "aws" {
  alias                       = "west"
  region                      = "${var.prefix}-west-3"
  access_key                  = "fake"
  secret_key                  = "fake"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

resource "aws_kms_key" "main" {
  enable_key_rotation = true
}

resource "aws_kms_key" "zone" {
  count    = 2
  provider = aws.west
}

resource "aws_s3_bucket" "each" {
  for_each = toset(["logs", "a \"b\".${var.prefix}]"])
}

resource "aws_s3_bucket_versioning" "each" {
  for_each = aws_s3_bucket.each
  bucket   = each.value.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  bucket = aws_s3_bucket.each["logs"].id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = local.key
    }
  }
}

resource "aws_security_group" "blocks" {
  dynamic "ingress" {
    for_each = var.admin_ports
    content {
      from_port       = ingress.value
      to_port         = ingress.value
      protocol        = "tcp"
      cidr_blocks     = ["0.0.0.0/0"]
      security_groups = [aws_security_group.empty.id]
    }
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["10.0.0.0/8", "192.168.0.0/16"]
  }
}

resource "aws_security_group" "empty" {
  ingress = []
}

resource "aws_instance" "dynamic" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  user_data     = "key=${aws_kms_key.main.arn}"
  ebs_block_device {
    device_name = "/dev/sdb"
    encrypted   = true
    kms_key_id  = aws_kms_key.zone[1].arn
  }
  ebs_block_device {
    device_name = "/dev/sdc"
  }
  dynamic "ebs_block_device" {
    for_each = ["/dev/sdd"]
    content {
      device_name = ebs_block_device.value
      kms_key_id  = aws_kms_key.main.arn
    }
  }
}

resource "aws_ebs_volume" "counted" {
  count             = 2
  availability_zone = "eu-west-1a"
  size              = 3
  encrypted         = true
  kms_key_id        = aws_kms_key.zone[count.index].arn
}

resource "aws_db_instance" "secret" {
  engine         = "mysql"
  instance_class = "db.t3.micro"
  username       = "admin"
  password       = var.password
  kms_key_id     = aws_kms_key.main.arn
}

data "aws_iam_policy_document" "known" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "partly" {
  statement {
    sid       = "All"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.each["logs"].arn, "${aws_s3_bucket.each["logs"].arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }
}

resource "aws_iam_policy" "known" {
  policy = data.aws_iam_policy_document.known.json
}

resource "aws_s3_bucket_policy" "partly" {
  bucket = aws_s3_bucket.each["logs"].id
  policy = data.aws_iam_policy_document.partly.json
}

resource "aws_iam_policy" "encoded" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = aws_kms_key.main.arn }]
  })
}

resource "terraform_data" "shapes" {
  input = {
    number  = 0.1
    large   = 123456789012345678901234567890
    nothing = null
    nested  = [[], [{ a = [] }], {}]
    "a/b~c" = sensitive("hidden")
    key     = aws_kms_key.main
  }
}

output "volume" {
  description = "The first volume."
  value       = aws_ebs_volume.counted[0].id
}

output "password" {
  sensitive = true
  value     = var.password
}
