resource "aws_kms_key" "data" {
  description         = "Volumes"
  enable_key_rotation = true
}

resource "aws_ebs_volume" "own_key" {
  availability_zone = "eu-west-1a"
  size              = 100
  encrypted         = true
  kms_key_id        = aws_kms_key.data.arn
}

resource "aws_ebs_volume" "service_key" {
  availability_zone = "eu-west-1a"
  size              = 100
  encrypted         = true
}

# What is made from the snapshot of an encrypted volume is encrypted, whatever the argument says.
resource "aws_ebs_snapshot" "of_encrypted" {
  volume_id = aws_ebs_volume.service_key.id
}

resource "aws_ebs_volume" "restored" {
  availability_zone = "eu-west-1b"
  snapshot_id       = aws_ebs_snapshot.of_encrypted.id
}

resource "aws_ebs_snapshot_copy" "encrypted" {
  source_snapshot_id = "snap-0f3d1c2b4a5968778"
  source_region      = "eu-central-1"
  encrypted          = true
}

resource "aws_ebs_volume" "from_copy" {
  availability_zone = "eu-west-1b"
  snapshot_id       = aws_ebs_snapshot_copy.encrypted.id
}

# Volumes that are not made need no encryption.
resource "aws_ebs_volume" "none" {
  count = 0

  availability_zone = "eu-west-1a"
  size              = 100
}
