locals {
  ports = { 443 = "https", 80 = "http", "8080" = "alt" }
}

resource "aws_lb_target_group" "t" {
  for_each = local.ports
  name     = "${each.value}-${each.key}"
  port     = each.key
  protocol = "HTTP"
  vpc_id   = "vpc-1"
}

resource "terraform_data" "t" {
  for_each = toset([for p in keys(local.ports) : tostring(p)])
  input    = [each.key, tonumber(each.key) + 1, aws_lb_target_group.t[each.key].name, aws_lb_target_group.t[each.value].port]
}

output "lookups" {
  value = [local.ports[443], local.ports["443"], { for k, v in local.ports : v => k }, [for k, v in local.ports : k]]
}
