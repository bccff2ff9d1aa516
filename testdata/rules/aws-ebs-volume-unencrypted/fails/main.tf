resource "aws_ebs_volume" "clear" {
  availability_zone = "eu-west-1a"
  size              = 100
  encrypted         = false
  #                   ^^^^^ aws-ebs-volume-unencrypted: is not true
}

# Nothing said means not encrypted.
resource "aws_ebs_volume" "silent" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-ebs-volume-unencrypted: is not set
  availability_zone = "eu-west-1a"
  size              = 100
}

# A snapshot of a volume in the clear is in the clear, and so is what is made from it.
resource "aws_ebs_snapshot" "of_clear" {
  volume_id = aws_ebs_volume.clear.id
}

resource "aws_ebs_volume" "restored" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-ebs-volume-unencrypted
  availability_zone = "eu-west-1b"
  snapshot_id       = aws_ebs_snapshot.of_clear.id
}
