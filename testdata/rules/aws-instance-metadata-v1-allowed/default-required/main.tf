resource "aws_ec2_instance_metadata_defaults" "this" {
  http_tokens = "required"
}

resource "aws_instance" "covered" {
  ami           = "ami-0c1c30571d2dae5c9"
  instance_type = "t3.micro"
}

# What the instance itself says counts.
resource "aws_instance" "declined" {
  ami           = "ami-0c1c30571d2dae5c9"
  instance_type = "t3.micro"

  metadata_options {
    http_tokens = "optional"
    #             ^^^^^^^^^^ aws-instance-metadata-v1-allowed
  }
}
