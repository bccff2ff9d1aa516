variable "create" {
  default = true
}

resource "aws_ec2_managed_prefix_list" "p" {
  name           = "list"
  address_family = "IPv4"
  max_entries    = 5
}

resource "aws_security_group" "s" {
  name = "s"
  dynamic "ingress" {
    for_each = { for i, id in [aws_ec2_managed_prefix_list.p.id, "pl-known"] : "rule${i}" => id }
    content {
      from_port       = 443
      to_port         = 443
      protocol        = "tcp"
      description     = ingress.key
      prefix_list_ids = [ingress.value]
    }
  }
}

resource "aws_autoscaling_group" "g" {
  name             = "g"
  min_size         = 1
  max_size         = var.create ? 3 : 1
  force_delete     = aws_ec2_managed_prefix_list.p.name == "list"
  launch_configuration = "x"
  availability_zones   = ["eu-west-1a"]
  dynamic "tag" {
    for_each = { Name = "g", List = aws_ec2_managed_prefix_list.p.arn }
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
}
