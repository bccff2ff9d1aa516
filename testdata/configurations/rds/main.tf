variable "databases" {
  type = map(object({
    engine   = optional(string, "postgres")
    size     = number
    multi_az = optional(bool, false)
    backup   = optional(object({ days = optional(number, 7), window = optional(string, "03:00-04:00") }), {})
    parameters = optional(map(string), {})
  }))
  default = {
    orders = { size = 100, multi_az = true, backup = { days = 30 }, parameters = { log_connections = 1 } }
    cache  = { size = 20, engine = "mysql" }
  }
}

resource "aws_db_parameter_group" "p" {
  for_each = { for name, db in var.databases : name => db if length(db.parameters) > 0 }
  name     = "params-${each.key}"
  family   = "${each.value.engine}16"
  dynamic "parameter" {
    for_each = each.value.parameters
    content {
      name         = parameter.key
      value        = parameter.value
      apply_method = "immediate"
    }
  }
}

resource "aws_db_instance" "d" {
  for_each                = var.databases
  identifier              = each.key
  engine                  = each.value.engine
  instance_class          = each.value.multi_az ? "db.m5.large" : "db.t3.medium"
  allocated_storage       = each.value.size
  max_allocated_storage   = each.value.size * 2
  multi_az                = each.value.multi_az
  storage_encrypted       = true
  backup_retention_period = each.value.backup.days
  backup_window           = each.value.backup.window
  parameter_group_name    = try(aws_db_parameter_group.p[each.key].name, null)
  username                = "root"
  manage_master_user_password = true
  publicly_accessible     = false
  skip_final_snapshot     = false
  final_snapshot_identifier = "${each.key}-final"
  enabled_cloudwatch_logs_exports = each.value.engine == "postgres" ? ["postgresql", "upgrade"] : ["error", "slowquery"]
}

output "backups" {
  value = { for name, db in aws_db_instance.d : name => db.backup_retention_period if db.multi_az }
}
