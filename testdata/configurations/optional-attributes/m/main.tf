variable "services" {
  type = map(object({
    port = optional(number, 80)
    tags = optional(set(string), ["default"])
  }))
}

output "services" {
  value = var.services
}
