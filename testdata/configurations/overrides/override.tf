variable "size" {
  default = 20
}

locals {
  kind = "gp3"
}

resource "aws_ebs_volume" "v" {
  encrypted = true
}

output "o" {
  value = "override ${local.same}"
}
