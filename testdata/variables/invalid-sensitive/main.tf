variable "key" {
  sensitive = true
  validation {
    condition     = length(var.key) > 10
    error_message = "Too short."
  }
}
