resource "aws_db_instance" "d" {
  identifier              = "db"
  engine                  = "postgres"
  instance_class          = "db.t3.micro"
  allocated_storage       = "100"
  storage_encrypted       = "true"
  username                = "root"
  password                = "example-password"
  skip_final_snapshot     = true
  backup_retention_period = 7
  enabled_cloudwatch_logs_exports = ["upgrade", "postgresql"]
}

resource "aws_security_group" "s" {
  name = "s"
  ingress {
    from_port   = 443
    to_port     = "443"
    protocol    = "tcp"
    cidr_blocks = ["10.2.0.0/16", "10.1.0.0/16"]
  }
  ingress {
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}

resource "aws_s3_bucket" "b" {
  bucket = "b"
  tags   = { N = 1, B = true, S = "s" }
}

resource "aws_lb" "l" {
  name               = "l"
  load_balancer_type = "network"
  subnets            = ["subnet-b", "subnet-a"]
  idle_timeout       = null
}

output "storage" {
  value = aws_db_instance.d.allocated_storage
}

output "encrypted" {
  value = aws_db_instance.d.storage_encrypted
}

output "comparisons" {
  value = [aws_db_instance.d.allocated_storage == 100, aws_db_instance.d.storage_encrypted == true, aws_db_instance.d.backup_retention_period > 5]
}

output "tags" {
  value = aws_s3_bucket.b.tags
}

output "tag" {
  value = [aws_s3_bucket.b.tags.N, aws_s3_bucket.b.tags["B"]]
}

output "ports" {
  value = [for rule in aws_security_group.s.ingress : rule.from_port]
}

output "set" {
  value = tolist(aws_db_instance.d.enabled_cloudwatch_logs_exports)
}

output "subnets" {
  value = [for subnet in aws_lb.l.subnets : subnet]
}

output "encoded" {
  value = jsonencode(aws_s3_bucket.b.tags)
}
