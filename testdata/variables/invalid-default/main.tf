variable "name" {
  default = ""
  validation {
    condition     = length(var.name) > 0
    error_message = "A name is needed."
  }
}
