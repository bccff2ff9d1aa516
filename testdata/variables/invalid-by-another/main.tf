variable "size" {
  default = 1
  validation {
    condition     = var.size <= local.most
    error_message = "Too large."
  }
}
variable "most" { default = 10 }
locals {
  most = var.most - 1
}
