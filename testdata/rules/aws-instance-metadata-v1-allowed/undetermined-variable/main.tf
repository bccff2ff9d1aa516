variable "tokens" {
  type = string
}

resource "aws_launch_template" "perhaps" {
  name          = "perhaps"
  image_id      = "ami-0c1c30571d2dae5c9"
  instance_type = "t3.micro"

  metadata_options {
    http_tokens = var.tokens
    #             ?????????? aws-instance-metadata-v1-allowed
  }
}
