variable "ssl_policy" {
  type    = string
  default = "ELBSecurityPolicy-FS-1-1-2019-08"
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188"
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = var.ssl_policy
  #                   ^^^^^^^^^^^^^^ aws-lb-listener-tls-outdated: ELBSecurityPolicy-FS-1-1-2019-08
  certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/6f1d9a3e-5a0b-4a39-9c1e-2b7a4c8d9e10"

  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/943f017f100becff"
  }
}
