# Elements of maps and sets: each instance is marked at its own element.

variable "volumes" {
  type = map(object({
    size      = number
    encrypted = optional(bool, true)
  }))
  default = {
    "a.b" = { size = 8 }
    clear = {
      size      = 9
      encrypted = false
    }
  }
}

resource "aws_ebs_volume" "all" {
  for_each          = var.volumes
  availability_zone = "eu-west-1a"
  size              = each.value.size
  encrypted         = each.value.encrypted
}

resource "aws_kms_key" "named" {
  for_each            = toset(["orders", "customers"])
  description         = each.key
  enable_key_rotation = each.key != "orders"
}

resource "aws_db_instance" "per_stage" {
  for_each = {
    test = 0
    live = 14
  }
  identifier              = "db-${each.key}"
  engine                  = "postgres"
  instance_class          = "db.t4g.micro"
  allocated_storage       = 20
  username                = "admin"
  password                = "not-a-secret"
  skip_final_snapshot     = true
  storage_encrypted       = true
  backup_retention_period = each.value
}
