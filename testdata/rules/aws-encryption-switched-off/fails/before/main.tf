resource "aws_ebs_volume" "worse" {
  size = 10
  availability_zone = "eu-west-1a"
  encrypted = true
}
