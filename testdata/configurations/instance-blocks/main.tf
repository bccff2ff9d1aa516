variable "disks" {
  default = {
    "/dev/sdf" = { size = 100, type = "gp3", encrypted = true }
    "/dev/sdg" = { size = 500, type = "st1", encrypted = "true" }
  }
}

resource "aws_instance" "i" {
  ami                         = "ami-0123456789abcdef0"
  instance_type               = "m5.large"
  associate_public_ip_address = "false"
  vpc_security_group_ids      = ["sg-b", "sg-a", "sg-b"]

  root_block_device {
    volume_size           = "30"
    encrypted             = true
    delete_on_termination = tobool("true")
  }

  dynamic "ebs_block_device" {
    for_each = var.disks
    content {
      device_name = ebs_block_device.key
      volume_size = ebs_block_device.value.size
      volume_type = ebs_block_device.value.type
      encrypted   = ebs_block_device.value.encrypted
    }
  }

  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  credit_specification {
    cpu_credits = "unlimited"
  }

  timeouts {
    create = "10m"
  }
}

resource "aws_launch_template" "l" {
  name                   = "template"
  update_default_version = true
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size = 20
      encrypted   = "true"
    }
  }
  dynamic "tag_specifications" {
    for_each = ["instance", "volume"]
    content {
      resource_type = tag_specifications.value
      tags          = { Index = tag_specifications.key }
    }
  }
}
