variable "zone" {}
variable "key" {}
variable "encrypt" {}

resource "aws_ebs_volume" "data" {
  count             = 1
  availability_zone = var.zone
  size              = 8
  encrypted         = var.encrypt
  kms_key_id        = var.key
}

output "volumes" {
  value = aws_ebs_volume.data[*].id
}
