variable "logging" {
  type    = object({ bucket = string, prefix = optional(string) })
  default = null
}

variable "cors" {
  type    = list(string)
  default = []
}

variable "website" {
  default = "index.html"
}

resource "aws_s3_bucket_website_configuration" "w" {
  bucket = "b"
  dynamic "index_document" {
    for_each = var.website != null ? [var.website] : []
    content {
      suffix = index_document.value
    }
  }
  dynamic "error_document" {
    for_each = var.logging[*]
    content {
      key = error_document.value.bucket
    }
  }
}

resource "aws_cloudfront_distribution" "d" {
  enabled         = true
  is_ipv6_enabled = var.logging == null
  origin {
    domain_name = "example.com"
    origin_id   = "main"
    dynamic "custom_origin_config" {
      for_each = toset(["TLSv1.2"])
      content {
        http_port              = 80
        https_port             = 443
        origin_protocol_policy = "https-only"
        origin_ssl_protocols   = [custom_origin_config.value]
      }
    }
  }
  default_cache_behavior {
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["HEAD", "GET"]
    target_origin_id       = "main"
    viewer_protocol_policy = "redirect-to-https"
    forwarded_values {
      query_string = false
      cookies {
        forward = "none"
      }
    }
    dynamic "lambda_function_association" {
      for_each = var.cors
      content {
        event_type = "viewer-request"
        lambda_arn = lambda_function_association.value
      }
    }
  }
  dynamic "logging_config" {
    for_each = var.logging == null ? {} : { a = var.logging }
    content {
      bucket = logging_config.value.bucket
    }
  }
  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }
  viewer_certificate {
    cloudfront_default_certificate = true
    minimum_protocol_version       = "TLSv1.2_2021"
  }
}
