resource "aws_ebs_volume" "v" {
  tags = { From = "z_override" }
}

resource "aws_instance" "i" {
  root_block_device {
    encrypted = true
  }
}
