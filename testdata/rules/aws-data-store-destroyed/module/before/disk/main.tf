variable "zone" {
  type = string
}

resource "aws_ebs_volume" "data" {
  size = 10
  availability_zone = var.zone
}
