variable "region" { default = "eu" }
output "all" { value = var.region }
