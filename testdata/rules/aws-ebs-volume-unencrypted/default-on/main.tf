provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "frankfurt"
  region = "eu-central-1"
}

resource "aws_ebs_encryption_by_default" "on" {
}

resource "aws_ebs_volume" "covered" {
  availability_zone = "eu-west-1a"
  size              = 100
}

# The setting holds for one region.
resource "aws_ebs_volume" "elsewhere" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-ebs-volume-unencrypted
  provider = aws.frankfurt

  availability_zone = "eu-central-1a"
  size              = 100
}
