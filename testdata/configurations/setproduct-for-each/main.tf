variable "regions" {
  default = ["eu", "us"]
}

variable "services" {
  default = { api = 80, web = 443 }
}

locals {
  pairs = {
    for pair in setproduct(var.regions, keys(var.services)) :
    "${pair[0]}/${pair[1]}" => { region = pair[0], service = pair[1], port = var.services[pair[1]] }
  }
}

resource "aws_lb_target_group" "g" {
  for_each = local.pairs
  name     = replace(each.key, "/", "-")
  port     = each.value.port
  protocol = each.value.port == 443 ? "HTTPS" : "HTTP"
  vpc_id   = "vpc-12345678"
  health_check {
    path    = "/${each.value.service}/health"
    matcher = "200-299"
  }
}

resource "aws_route53_record" "r" {
  for_each = { for key, pair in local.pairs : key => pair if pair.region != "us" }
  zone_id  = "Z123"
  name     = "${each.value.service}.example.com"
  type     = "A"
  ttl      = 300
  records  = ["192.0.2.${each.value.port % 256}"]
}

output "groups" {
  value = { for key, group in aws_lb_target_group.g : key => "${group.protocol}:${group.port}" }
}
