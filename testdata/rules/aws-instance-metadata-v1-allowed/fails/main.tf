resource "aws_instance" "optional" {
  ami           = "ami-0c1c30571d2dae5c9"
  instance_type = "t3.micro"

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "optional"
    #               ^^^^^^^^^^ aws-instance-metadata-v1-allowed: is optional
  }
}

resource "aws_launch_template" "optional" {
  name          = "optional"
  image_id      = "ami-0c1c30571d2dae5c9"
  instance_type = "t3.micro"

  metadata_options {
    http_tokens = "optional"
    #             ^^^^^^^^^^ aws-instance-metadata-v1-allowed
  }
}

# Left to the image and the account.
resource "aws_instance" "silent" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-instance-metadata-v1-allowed: is not set
  ami           = "ami-0c1c30571d2dae5c9"
  instance_type = "t3.micro"
}

resource "aws_launch_template" "hops_only" {
  name          = "hops"
  image_id      = "ami-0c1c30571d2dae5c9"
  instance_type = "t3.micro"

  metadata_options {
  #^^^^^^^^^^^^^^^ aws-instance-metadata-v1-allowed: is not set
    http_endpoint               = "enabled"
    http_put_response_hop_limit = 2
  }
}
