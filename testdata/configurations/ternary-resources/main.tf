variable "use_existing" {
  default = false
}

variable "existing" {
  default = "arn:aws:kms:eu-west-1:123456789012:key/existing"
}

resource "aws_kms_key" "new" {
  count               = var.use_existing ? 0 : 1
  enable_key_rotation = true
}

locals {
  rotates = var.use_existing ? null : aws_kms_key.new[0].enable_key_rotation
  arn     = try(aws_kms_key.new[0].arn, var.existing)
  all     = concat(aws_kms_key.new[*].enable_key_rotation, [var.use_existing])
  name    = element(concat(aws_kms_key.new.*.description, ["none"]), length(aws_kms_key.new))
}

resource "aws_ebs_volume" "v" {
  availability_zone = "eu-west-1a"
  size              = 8
  encrypted         = local.rotates
  kms_key_id        = local.arn
  tags              = { All = jsonencode(local.all), Last = local.name }
}

resource "aws_ebs_snapshot" "s" {
  count       = aws_ebs_volume.v.encrypted ? 2 : 0
  volume_id   = aws_ebs_volume.v.id
  description = "snapshot ${count.index} of ${aws_ebs_volume.v.size}"
}
