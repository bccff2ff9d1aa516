resource "aws_ebs_volume" "same" {
  size = 10
  availability_zone = "eu-west-1a"
}

resource "aws_ebs_volume" "grown" {
  size = 20
  availability_zone = "eu-west-1a"
}

resource "aws_ebs_volume" "created" {
  size = 10
  availability_zone = "eu-west-1a"
}

# Let go of, not destroyed.
removed {
  from = aws_ebs_volume.left

  lifecycle {
    destroy = false
  }
}
