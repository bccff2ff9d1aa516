resource "aws_ebs_volume" "same" {
  size = 10
  availability_zone = "eu-west-1a"
  encrypted = true
}

resource "aws_ebs_volume" "better" {
  size = 10
  availability_zone = "eu-west-1a"
  encrypted = false
}

resource "aws_ebs_volume" "bad_before" {
  size = 10
  availability_zone = "eu-west-1a"
  encrypted = false
}

resource "aws_ebs_volume" "gone" {
  size = 10
  availability_zone = "eu-west-1a"
  encrypted = false
}
