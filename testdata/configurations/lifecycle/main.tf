variable "tag" {
  default = "v1"
}

resource "terraform_data" "version" {
  input            = var.tag
  triggers_replace = [var.tag, 1, { a = true }]
}

resource "aws_kms_key" "k" {
  description         = "kept"
  enable_key_rotation = true
  lifecycle {
    prevent_destroy       = true
    create_before_destroy = true
    ignore_changes        = [tags, description]
  }
}

resource "aws_db_instance" "d" {
  identifier          = "db"
  engine              = "postgres"
  instance_class      = "db.t3.small"
  allocated_storage   = 50
  storage_encrypted   = true
  kms_key_id          = aws_kms_key.k.arn
  username            = "root"
  password            = "example-password"
  skip_final_snapshot = true
  lifecycle {
    ignore_changes       = all
    replace_triggered_by = [terraform_data.version]
  }
}
