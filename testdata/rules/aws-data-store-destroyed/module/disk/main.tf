variable "zone" {
  type = string
}

resource "aws_ebs_volume" "data" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-data-store-destroyed
  size = 10
  availability_zone = var.zone
}
