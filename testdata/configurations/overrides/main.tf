variable "size" {
  type    = number
  default = 10
}

locals {
  kind = "gp2"
  same = "same"
}

resource "aws_ebs_volume" "v" {
  availability_zone = "eu-west-1a"
  size              = var.size
  type              = local.kind
  encrypted         = false
  tags              = { From = "main" }
}

resource "aws_instance" "i" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "t3.micro"
  root_block_device {
    encrypted   = false
    volume_size = 8
  }
  metadata_options {
    http_tokens = "optional"
  }
}

output "o" {
  value = "main"
}
