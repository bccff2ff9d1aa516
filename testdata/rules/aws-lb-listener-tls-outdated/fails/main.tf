resource "aws_lb_listener" "old" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188"
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-2016-08"
  #                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-lb-listener-tls-outdated: accepts TLS below 1.2
  certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/6f1d9a3e-5a0b-4a39-9c1e-2b7a4c8d9e10"

  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/943f017f100becff"
  }
}

resource "aws_lb_listener" "tls_1_1" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/shop/50dc6c495c0c9188"
  port              = 443
  protocol          = "TLS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-1-2021-06"
  #                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-lb-listener-tls-outdated
  certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/6f1d9a3e-5a0b-4a39-9c1e-2b7a4c8d9e10"

  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/943f017f100becff"
  }
}

# Nothing said means the oldest of the current policies.
resource "aws_alb_listener" "silent" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws-lb-listener-tls-outdated: not set
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188"
  port              = 8443
  protocol          = "HTTPS"
  certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/6f1d9a3e-5a0b-4a39-9c1e-2b7a4c8d9e10"

  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/943f017f100becff"
  }
}
