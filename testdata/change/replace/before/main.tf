resource "aws_ebs_volume" "worse" {
  availability_zone = "eu-west-1a"
  size              = 10
  encrypted         = true
}

resource "aws_ebs_volume" "better" {
  availability_zone = "eu-west-1a"
  size              = 10
  encrypted         = false
}

resource "aws_ebs_volume" "same" {
  availability_zone = "eu-west-1a"
  size              = 10
  encrypted         = false
}

resource "aws_ebs_volume" "same_created_first" {
  availability_zone = "eu-west-1a"
  size              = 10
  encrypted         = false

  lifecycle {
    create_before_destroy = true
  }
}
