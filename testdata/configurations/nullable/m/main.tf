variable "strict" {
  type     = string
  default  = "strict default"
  nullable = false
}

variable "lenient" {
  type    = string
  default = "lenient default"
}

variable "fallback" {
  default = null
}

resource "aws_sns_topic" "t" {
  name         = var.strict == "strict default" ? "topic" : "other"
  display_name = var.lenient
  fifo_topic   = var.fallback
}

output "all" {
  value = { strict = var.strict, lenient = var.lenient, fallback = var.fallback, both = coalesce(var.lenient, "none") }
}
