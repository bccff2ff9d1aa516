variable "name" {
  type = string
}

variable "metadata_tokens" {
  type    = string
  default = "required"
}

resource "aws_launch_template" "this" {
  name          = var.name
  image_id      = "ami-0c1c30571d2dae5c9"
  instance_type = "t3.micro"

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = var.metadata_tokens
    #               ^^^^^^^^^^^^^^^^^^^ aws-instance-metadata-v1-allowed x2
  }
}
