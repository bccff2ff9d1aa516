# Blocks that are made: a plan has them in the order of a set, the source in that of the list they come from.

variable "open" {
  type    = list(number)
  default = [443, 22, 8443]
}

resource "aws_security_group" "made" {
  name   = "made"
  vpc_id = "vpc-1"

  dynamic "ingress" {
    for_each = var.open
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}

resource "aws_security_group" "mixed" {
  name   = "mixed"
  vpc_id = "vpc-1"

  ingress {
    from_port   = 3389
    to_port     = 3389
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
  }

  dynamic "ingress" {
    for_each = { ssh = 22, web = 443 }
    iterator = port
    content {
      description = port.key
      from_port   = port.value
      to_port     = port.value
      protocol    = "tcp"
      cidr_blocks = port.key == "ssh" ? ["0.0.0.0/0"] : ["10.0.0.0/8"]
    }
  }
}

resource "aws_instance" "app" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"

  dynamic "metadata_options" {
    for_each = [true]
    content {
      http_endpoint = "enabled"
      http_tokens   = "optional"
    }
  }

  dynamic "ebs_block_device" {
    for_each = { "/dev/sdf" = true, "/dev/sdg" = false }
    content {
      device_name = ebs_block_device.key
      volume_size = 8
      encrypted   = ebs_block_device.value
    }
  }
}
