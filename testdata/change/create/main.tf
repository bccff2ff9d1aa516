# A first plan: there was nothing before.
resource "aws_ebs_volume" "clear" {
  availability_zone = "eu-west-1a"
  size              = 10
  encrypted         = false
}
