variable "zone" {
  type = string
}

variable "key" {
  default = null
}

variable "encrypt" {
  type        = bool
  default     = false
  description = "Whether to encrypt."
}

module "inner" {
  source  = "./inner"
  zone    = var.zone
  key     = var.key
  encrypt = var.encrypt
}

output "volume" {
  value = module.inner.volumes[0]
}
