locals {
  balancer    = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188"
  certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/6f1d9a3e-5a0b-4a39-9c1e-2b7a4c8d9e10"
  targets     = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/943f017f100becff"

  policies = {
    443  = "ELBSecurityPolicy-TLS13-1-2-2021-06"
    8443 = "ELBSecurityPolicy-TLS13-1-3-2021-06"
    9443 = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
    7443 = "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06"
    6443 = "ELBSecurityPolicy-TLS-1-2-Ext-2018-06"
    5443 = "ELBSecurityPolicy-FS-1-2-Res-2020-10"
    4443 = "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04"
    3443 = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
  }
}

resource "aws_lb_listener" "tls" {
  for_each = local.policies

  load_balancer_arn = local.balancer
  port              = each.key
  protocol          = "HTTPS"
  ssl_policy        = each.value
  certificate_arn   = local.certificate

  default_action {
    type             = "forward"
    target_group_arn = local.targets
  }
}

# Has no TLS that could be old.
resource "aws_lb_listener" "redirect" {
  load_balancer_arn = local.balancer
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "passed_through" {
  load_balancer_arn = local.balancer
  port              = 6379
  protocol          = "TCP"

  default_action {
    type             = "forward"
    target_group_arn = local.targets
  }
}
